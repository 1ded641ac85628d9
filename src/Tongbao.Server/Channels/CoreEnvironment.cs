using System.Security.Cryptography;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Platform;
using Tongbao.Core.Recon;
using Tongbao.Server.Catalog;
using Tongbao.Server.Files;
using Tongbao.Server.Security;

namespace Tongbao.Server.Channels;

/// <summary>What use cases need from outside Core: random digits, the tables of the catalogue, and the terms of the wires.</summary>
public sealed class CoreEnvironment(Vault vault, Catalogue catalogue, FileLinks links, TestCodes testCodes, IEnumerable<WireTerms> wires,
    IKeptContents contents, IEnumerable<WirePart>? parts = null, IPageAddresses? pages = null)
    : IEnvironment, IWireTerms, ITestCodes
{
    private readonly IReadOnlyDictionary<string, WireTerms> _wires = wires.ToDictionary(w => w.Wire);

    private readonly ILookup<string, object> _parts = (parts ?? []).ToLookup(p => p.Wire, p => p.Part);

    /// <summary>The terms of a wire. Open work of a wire that is no longer served uses those of another one.</summary>
    public WireTerms Of(string wire) => _wires.GetValueOrDefault(wire) ?? _wires.Values.First();

    public string? AlwaysRightOn(string wire) => testCodes.AlwaysRight.GetValueOrDefault(wire);

    public T Part<T>(string? wire = null) where T : class =>
        (wire is null ? null : _parts[wire].OfType<T>().FirstOrDefault()) ?? this as T ?? Tables.Shared.CardBins as T
        ?? Tables.Shared.BankBook as T ?? contents as T ?? pages as T
        ?? (wire is null ? null : catalogue.Of(wire).Accounts as T ?? new PayTables(catalogue.Of(wire), testCodes) as T)
            ?? OrderNotices.Usual as T ?? NoDayFiles.Instance as T
            ?? throw new InvalidOperationException($"nothing of the environment is {typeof(T).Name}");

    public string Fingerprint(string kind, string secret) => vault.Fingerprint(kind, System.Text.Encoding.UTF8.GetBytes(secret));
    public string Digits(int count) => RandomNumberGenerator.GetString("0123456789", count);
    public Calendar Calendar => Tables.Shared.Calendar;
    public string FileLink(AppId app, string name, DateTimeOffset until) => links.Make(app, name, until);
}

/// <summary>A part of the environment that a wire provides itself.</summary>
public sealed record WirePart(string Wire, object Part);

/// <summary>What orders look up in the tables of a wire.</summary>
internal sealed class PayTables(Tables catalog, TestCodes testCodes) : IPayTables
{
    public IReadOnlyList<GatewayBank> GatewayBanks => catalog.GatewayBanks;
    public PayMethod Method(string key) => catalog.PayMethods[key].Method;
    public bool HasMethod(string key) => catalog.PayMethods.ContainsKey(key);
    public PayMethod? ByWay(string way) => catalog.ByWay(way);
    public string? PairOf(string tradeCode) => catalog.TradePairs.GetValueOrDefault(tradeCode);
    public bool IsCustomsCode(string code) => Tables.Shared.Customs.Contains(code);

    public string CodeOf(string? payMethod) =>
        payMethod is not null && testCodes.ByPayMethod.TryGetValue(payMethod, out var code) ? code
            : RandomNumberGenerator.GetString("0123456789", 6);
}

/// <summary>测试验证码: the SMS codes of pay methods whose test environment accepts only one fixed code. Real channels have none.</summary>
/// <param name="AlwaysRight">By wire: a code that is right beside the one that was sent.</param>
public sealed record TestCodes(IReadOnlyDictionary<string, string> ByPayMethod, IReadOnlyDictionary<string, string> AlwaysRight);
