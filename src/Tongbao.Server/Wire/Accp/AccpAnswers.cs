using System.Security.Cryptography;
using System.Text.Json;
using Tongbao.Core.Orders.Payments;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Accp;

/// <summary>An answer as it is sent: the body, the signature of its bytes, and what the sandbox says beside it.</summary>
public sealed record AccpAnswer(byte[] Body, string Signature, string? Hint);

/// <summary>应答 (连连 ACCP): what a use case answered, or refused, on one line and signed. HTTP knows 200 alone.</summary>
public sealed class AccpAnswers([FromKeyedServices(AccpWire.Wire)] Tables catalog, ServerOptions options)
{
    private const string Done = "0000", CodeNeeded = "8888", CheckNeeded = "8889";

    /// <summary>What an answer says again of its request, so that the caller finds what it belongs to.</summary>
    private static readonly string[] Echoed = ["user_id", "txn_seqno", "refund_seqno", "confirm_seqno"];

    private readonly ReplyWriter _writer = new(catalog, byName: true);
    private readonly RefusalWords _words = new(catalog, options);

    public AccpAnswer Of(AccpKeys keys, AccpMethod method, Result result, JsonElement request)
    {
        if (result.Error is { } error) return Refusal(keys, error, method.Table, request);
        if (result.Reply is IRefusedReply { Refusal: { } refused }) return Refusal(keys, refused, method.Table, request);
        var code = (result.Reply as IStagedReply)?.Stage switch
        {
            ReplyStage.CodeNeeded => CodeNeeded,
            ReplyStage.CheckNeeded => CheckNeeded,
            _ => Done,
        };
        return Signed(keys, json =>
        {
            Head(json, keys.No, code, catalog.Errors.Rows.First(r => r.Code == code).Zh);
            Echo(json, request, method.Table.Section("response"), result.Reply!, keys);
            _writer.Write(json, method.Table.Section("response"), result.Reply!, keys);
        }, null);
    }

    /// <summary>A refusal names the merchant, the user and the serial where the request did.</summary>
    /// <param name="keys">Of a merchant that nobody knows, the store's own.</param>
    public AccpAnswer Refusal(AppKeys keys, Error error, ApiTable? method = null, JsonElement request = default)
    {
        var row = catalog.Errors.Of(error);
        var message = CardsInText.Hide(catalog.Words.Of(error, method).Zh);
        return Signed(keys, json =>
        {
            Head(json, Text(request, "oid_partner"), row.Code, message);
            foreach (var name in Echoed)
            {
                if (Text(request, name) is { } value) json.WriteString(name, value);
            }
        }, _words.Of(error, method, request) is var said && said != message ? said : null);
    }

    /// <summary>The signature of a text of ours: an answer, a notice, what a browser carries.</summary>
    public static string Sign(AppKeys keys, byte[] body) => AccpSignature.Sign(KeyOf(keys), body);

    private static RSA KeyOf(AppKeys keys) => keys switch
    {
        AccpKeys own => own.Platform,
        RsaKeys store => store.Platform,
        _ => throw new InvalidOperationException($"{keys.GetType().Name} signs nothing here"),
    };

    private static AccpAnswer Signed(AppKeys keys, Action<Utf8JsonWriter> members, string? hint) =>
        AccpText.Of(members) is var body ? new AccpAnswer(body, Sign(keys, body), hint) : throw new InvalidOperationException();

    private static void Head(Utf8JsonWriter json, string? merchant, string code, string message)
    {
        json.WriteString("ret_code", code);
        json.WriteString("ret_msg", message);
        if (merchant is not null) json.WriteString("oid_partner", merchant);
    }

    /// <summary>What the reply does not say itself.</summary>
    private static void Echo(Utf8JsonWriter json, JsonElement request, IReadOnlyList<FieldRow> rows, Reply reply, AccpKeys keys)
    {
        foreach (var row in rows.Where(r => Echoed.Contains(r.Name) && !ReplyWriter.Says(reply, r.Property)))
        {
            if ((Text(request, row.Name) ?? PayerOf(request, row.Name)) is { } value) json.WriteString(row.Name, value);
        }
    }

    /// <summary>A merchant that pays is named within, and by its number.</summary>
    private static string? PayerOf(JsonElement request, string name) =>
        name == "user_id" && request.TryGetProperty("payerInfo", out var payer) && FieldPresence.OneOf(payer) is var one
            ? Text(one, "payer_id") ?? Text(one, name) : null;

    private static string? Text(JsonElement request, string name) =>
        request.ValueKind == JsonValueKind.Object && request.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? FieldReader.Text(value) : null;
}
