using System.Collections.Concurrent;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Server.Catalog;

/// <summary>
/// 目录: the tables of one wire (catalog/&lt;wire&gt;) and the shared tables. They are embedded in the program and read at start.
/// </summary>
public sealed class Tables
{
    private const string SharedFolder = "shared", ShapesFolder = "shapes";

    private static readonly IReadOnlyDictionary<string, string> Files = ReadResources();
    private static readonly ConcurrentDictionary<string, Tables> Read = new();

    public static SharedTables Shared { get; } = new(file => Files[$"{SharedFolder}/{file}"]);

    /// <summary>The wires that have a folder in the catalogue.</summary>
    public static IReadOnlyList<string> Wires { get; } =
        [.. Files.Keys.Where(f => f.Contains('/')).Select(f => f[..f.IndexOf('/')]).Where(f => f != SharedFolder).Distinct()
            .Order(StringComparer.Ordinal)];

    public static Tables Of(string wire) => Read.GetOrAdd(wire, name => new(name, Files));

    public static Tables Tsy2 => Of("tsy2");

    /// <summary>The text of a table, for readers with a format of their own.</summary>
    public static string Text(string file) => Files[file];

    /// <param name="files">File contents by their paths below catalog/.</param>
    public Tables(string wire, IReadOnlyDictionary<string, string> files)
    {
        Wire = wire;
        var own = files.Where(f => f.Key.StartsWith($"{wire}/", StringComparison.Ordinal))
            .ToDictionary(f => f.Key[(wire.Length + 1)..], f => f.Value);
        Errors = ErrorTable.Read(own["errors.tbl"]);
        Accounts = AccountTable.Read(OfOwn("accounts.tbl"));
        Enums = EnumTable.Read(OfOwn("enums.tbl"));
        Names = new FieldNames(this);
        Words = new ErrorWords(Errors, Names);
        Choices = ChoiceTable.Read(OfOwn("choices.tbl")).ToDictionary(c => c.Section);
        var methods = PayMethodTable.Read(OfOwn("paymethods.tbl")).ToList();
        PayMethods = methods.ToDictionary(m => m.Method.Key);
        var apis = own.Where(f => f.Key.EndsWith(".api", StringComparison.Ordinal))
            .Select(f => (IsShape: f.Key.StartsWith($"{ShapesFolder}/", StringComparison.Ordinal), Api: ReadApi(f.Key, f.Value))).ToList();
        Apis = [.. apis.Where(a => !a.IsShape).Select(a => a.Api)];
        Shapes = apis.Where(a => a.IsShape).ToDictionary(a => a.Api.Name, a => a.Api);
        PayMethods = methods.Select(m => m with { Fields = [.. m.Fields.Select(r => Resolved(m.Method.Key, r))] })
            .ToDictionary(m => m.Method.Key);
        AccountTypes = AccountType.Read(OfOwn("accounttypes.tbl")).ToDictionary(a => a.Name);
        TradePairs = ApiText.Lines(OfOwn("tradecodes.tbl")).Select(ApiText.Words).ToDictionary(w => w[0], w => w[2]);
        GatewayBanks = [.. ApiText.Lines(OfOwn("gatewaybanks.tbl")).Select(ApiText.Words).Select(w => new GatewayBank(w[0], w[1], w[2]))];

        string OfOwn(string file) => own.GetValueOrDefault(file, "");
    }

    /// <summary>The name of its folder.</summary>
    public string Wire { get; }

    public IReadOnlyList<ApiTable> Apis { get; }
    public IReadOnlyDictionary<string, ApiTable> Shapes { get; }
    public IReadOnlyDictionary<string, PayMethodTable> PayMethods { get; }

    /// <summary>The rows of all methods, nested objects and pay methods.</summary>
    public IEnumerable<FieldRow> AllRows =>
        Apis.Concat(Shapes.Values).SelectMany(a => a.Sections.Values).SelectMany(r => r)
        .Concat(PayMethods.Values.SelectMany(m => m.Fields));

    /// <summary>账户类型 by name. Empty for a wire whose requests name accounts by number.</summary>
    public IReadOnlyDictionary<string, AccountType> AccountTypes { get; }

    public ErrorTable Errors { get; }
    public FieldNames Names { get; }
    public ErrorWords Words { get; }

    public AccountTable Accounts { get; }

    /// <summary>The wire's names for enumeration values of Core.</summary>
    public EnumTable Enums { get; }

    /// <summary>字典 by section: the sections of chapter 6 for 通商云, subjects for ACCP.</summary>
    public IReadOnlyDictionary<string, ChoiceTable> Choices { get; }

    public IReadOnlyDictionary<string, string> TradePairs { get; }
    public IReadOnlyList<GatewayBank> GatewayBanks { get; }

    /// <summary>付款途径: the first method that goes this way.</summary>
    public PayMethod? ByWay(string way) => PayMethods.Values.FirstOrDefault(m => m.Method.Way == way)?.Method;

    private ApiTable ReadApi(string path, string text)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var api = ApiText.Read(name, text);
        return api with { Sections = api.Sections.ToDictionary(s => s.Key,
            s => (IReadOnlyList<FieldRow>)[.. s.Value.Select(r => Resolved(name, r))]) };
    }

    /// <summary>
    /// Replaces references in a field row: {@banks} stands for all values of a table, {@txn_type} for those of a section of choices.tbl,
    /// {@methods} for all pay methods, {@methods.gw} for those that this call accepts. A code is replaced by the refusal that it stands
    /// for.
    /// </summary>
    private FieldRow Resolved(string file, FieldRow row)
    {
        if (row.Code is { } code) row = row with { Refusal = Errors.ByCode(code) };
        if (row.Enum is not [['@', .. var table]]) return row;
        if (Choices.TryGetValue(table, out var section))
            return row with { Enum = [.. section.Choices.Select(c => c.Value)], EnumAliases = section.Aliases };
        return row with
        {
            Enum = table switch { "banks" => [.. Shared.Banks], "industries" => [.. Shared.Industries], "methods" => [.. PayMethods.Keys],
                ['m', 'e', 't', 'h', 'o', 'd', 's', '.', .. var call] => [.. PayMethods.Values.Where(m => m.Says("by", call))
                    .Select(m => m.Method.Key)],
                _ => throw new InvalidDataException($"{file}: no table {table}") },
        };
    }

    private static Dictionary<string, string> ReadResources()
    {
        var assembly = typeof(Tables).Assembly;
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith("catalog/", StringComparison.Ordinal))
            .ToDictionary(n => n["catalog/".Length..], n =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
            return reader.ReadToEnd();
        });
    }
}
