using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongbao.Core;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Security;
using Tongbao.Server.Wire;
using Notice = Tongbao.Core.Platform.Notice;

namespace Tongbao.Tests.Wire.Toy;

/// <summary>
/// A third wire: some methods, JSON whose signature over the raw body stands in a header, refusals in words. It is all there is of it.
/// </summary>
internal sealed class ToyWire(AppRegistry apps, Asker asker, Vault vault, TimeProvider clock) : IWire
{
    public const string Wire = "toy", Path = "/toy/{method}", Account = "X-Toy-Account", Signature = "X-Toy-Signature";

    /// <summary>Notices are told at once, and once more a minute later; what is not paid closes in the night after.</summary>
    public static readonly WireTerms Terms =
        new(Wire, ToyKeyKind.Kind, [TimeSpan.Zero, TimeSpan.FromMinutes(1)], new Settings { DailyOrderLimit = 0 })
        {
            Timetable = new Timetable(TimeSpan.Zero, 1, "00:30"),
        };

    private static readonly IReadOnlyDictionary<string, ApiTable> Methods = ToyTables.Own.Apis.ToDictionary(table => table.Name);

    public string Name => Wire;

    public static IReadOnlyList<FieldRow> Told => Methods["topUp"].Section("told");

    public static void AddTo(IServiceCollection services) =>
        services.AddWire<ToyWire, ToyNotices, ToyContent>(Terms, ToyTables.Own).AddSingleton<IKeyKind, ToyKeyKind>();

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, (RequestDelegate)Handle);

    public ValueTask<RequestTold> Tell(AppKeys keys, KeptRequest request, bool withAnswer) =>
        new(new RequestTold(request.Text.Clear, request.Text.Clear, Digest(Encoding.UTF8.GetBytes(request.Text.Clear)), null));

    /// <summary>Written as it is signed.</summary>
    public static byte[] Text(IReadOnlyList<FieldRow> rows, object facts, AppKeys keys, params (string Name, string Value)[] before)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var (name, value) in before) json.WriteString(name, value);
            new ReplyWriter(ToyTables.Own).Write(json, rows, facts, keys);
            json.WriteEndObject();
        }
        return text.ToArray();
    }

    private async Task Handle(HttpContext http)
    {
        using var read = new MemoryStream();
        await http.Request.Body.CopyToAsync(read);
        if (await apps.Find(Wire, http.Request.Headers[Account].ToString()) is not ToyKeys keys)
        {
            await http.Response.WriteAsync("""{"says":"who are you"}""");
            return;
        }
        var answer = await Answer(keys, http, read.ToArray());
        http.Response.Headers[Signature] = keys.Sign(answer);
        await http.Response.Body.WriteAsync(answer);
    }

    private async Task<byte[]> Answer(ToyKeys keys, HttpContext http, byte[] body)
    {
        if (!keys.IsSigned(body, http.Request.Headers[Signature].ToString())) return Refusal(keys, Errors.BadSignature);
        var table = Methods[(string)http.Request.RouteValues["method"]!];
        var useCase = new UseCases(Wire).Find(table.Command!)!;
        using var json = JsonDocument.Parse(body);
        var content = new RequestContent(Wire, table.Name);
        var (made, wrong) = new FieldReader(ToyTables.Own).Bind(table.Section("request"), json.RootElement, useCase, keys, content);
        if (wrong is not null) return Refusal(keys, wrong);
        var raw = new RawRequest(body, Digest(body), clock.GetUtcNow(), TimeSpan.Zero,
            Wire: Wire) { ContentDigest = content.Digest(vault) };
        var result = made switch
        {
            DepositApply deposit => await asker.Run(keys.App.Id, deposit with { AccountSetNo = ToyTables.Purse, ValidateType = 0 },
                raw),
            GetOrderDetail query => await asker.Run(keys.App.Id, query, Wire),
            Refund refund => await asker.Run(keys.App.Id, refund, raw),
            QueryBalance query => await asker.Run(keys.App.Id, query with { AccountSetNo = ToyTables.Purse }, Wire),
            _ => throw new InvalidOperationException(),
        };
        return result.Error is { } error ? Refusal(keys, error) : Text(table.Section("response"), result.Reply!, keys, ("says", "done"));
    }

    private static byte[] Refusal(ToyKeys keys, Error error) => Text([], error, keys,
        ("says", ToyTables.Own.Words.Of(error).Code));

    private static string Digest(byte[] body) => Convert.ToBase64String(SHA256.HashData(body));
}

/// <summary>A notice is JSON too, and is heard when the receiver says "heard".</summary>
internal sealed class ToyNotices : IWireNotices
{
    public const string Heard = "heard";

    public string Wire => ToyWire.Wire;

    public NoticePost Write(AppKeys keys, Notice notice, DateTimeOffset at)
    {
        var body = ToyWire.Text(ToyWire.Told, notice.Facts, keys, ("happened", "paid"));
        return new NoticePost(notice.Url, "application/json",
            body) { Headers = [new(ToyWire.Signature, ((ToyKeys)keys).Sign(body)), new(ToyWire.Account, keys.No)] };
    }

    public bool ReadsAnswer(Notice notice) => true;

    public NoticeHeard Hear(AppKeys keys, Notice notice, Server.Wire.NoticeAnswer answer) =>
        answer.Body == Heard ? NoticeHeard.Well : new NoticeHeard("not heard", null);

    public NoticeTold Tell(AppKeys keys, Notice notice)
    {
        var body = Encoding.UTF8.GetString(Write(keys, notice, default).Body);
        return new NoticeTold(body, [.. notice.Attempts.Select(_ => new SignedTold(body, "", ""))]);
    }
}

/// <summary>It has no orders of before there were digests of this form, so nothing is read again.</summary>
internal sealed class ToyContent : IWireContent
{
    public string Wire => ToyWire.Wire;

    public string? DigestOf(AppKeys keys, KeptRequest kept) => null;
}
