using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>留存的报文: a message as it is kept: as it came, but without what may not be kept of the text in its bizData.</summary>
public static class Yst2Kept
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The very same bytes where nothing has to be taken out.</returns>
    public static byte[] Of(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var data = Encoding.UTF8.GetBytes(document.RootElement.GetProperty(Yst2Envelope.BizData).GetString()!);
        var kept = Unkept.TakenOutOf(data, anyCase: true);
        if (kept == data) return body;
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Plain))
        {
            json.WriteStartObject();
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (field.NameEquals(Yst2Envelope.BizData)) json.WriteString(field.Name, kept);
                else field.WriteTo(json);
            }
            json.WriteEndObject();
        }
        return text.ToArray();
    }

    /// <summary>A kept message, with its bizData written in another way.</summary>
    public static Dictionary<string, string> FieldsOf(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Yst2Signature.FieldsOf(document.RootElement)!.ToDictionary();
    }
}
