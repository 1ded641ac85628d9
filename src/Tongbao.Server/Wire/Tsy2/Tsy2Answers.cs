using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Payments;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>应答 (通商云 3.3): renders what a use case answered, and signs it.</summary>
public sealed class Tsy2Answers([FromKeyedServices(Tsy2Wire.Wire)] Tables catalog, RefusalWords words)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ReplyWriter _writer = new(catalog);
    private readonly SignatureCache _signatures = new();

    /// <param name="param">As it was asked, for what a refusal says of it.</param>
    public byte[] Of(AppKeys keys, Tsy2Method method, Result result, JsonElement param)
    {
        if (result.Error is { } error) return Refusal(keys, error, method.Table, param);
        if (result.Reply is IRefusedReply { Refusal: { } refusal }) return Refusal(keys, refusal, method.Table, param);
        var (signedValue, sign) = Signed(keys, method, result.Reply!);
        return Envelope(json =>
        {
            json.WriteString("sysid", keys.No);
            json.WriteString("sign", sign);
            json.WriteString("signedValue", signedValue);
            json.WriteString("status", "OK");
        });
    }

    /// <summary>The text that an answer carries, and the platform's signature over it.</summary>
    public (string SignedValue, string Sign) Signed(AppKeys keys, Tsy2Method method, Reply reply)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            _writer.Write(json, method.Table.Section("response"), reply, keys);
            json.WriteEndObject();
        }
        var signedValue = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return (signedValue, _signatures.Of(Tsy2Signature.KeysOf(keys).Platform, signedValue));
    }

    /// <summary>A refusal is signed over errorCode=…&amp;message=…, in a signedValue of its own; without it vendor clients throw.</summary>
    public byte[] Refusal(AppKeys keys, Error error, ApiTable? method = null, JsonElement param = default)
    {
        var (code, message) = (catalog.Errors.Of(error).Code, words.Of(error, method, param));
        var signedValue = $"errorCode={code}&message={message}";
        return Envelope(json =>
        {
            json.WriteString("sign", Tsy2Signature.Sign(keys, signedValue));
            json.WriteString("errorCode", code);
            json.WriteString("message", message);
            json.WriteString("signedValue", signedValue);
            json.WriteString("status", "error");
        });
    }

    private static byte[] Envelope(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
