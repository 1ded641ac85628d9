using System.Text;
using System.Text.Json;

namespace Tongbao.Tests.Client;

/// <summary>An asynchronous notice as it arrived (docs/wires/tsy2.md, Notices): a form of five fields, the news in `rps`.</summary>
public sealed class Notice
{
    private static readonly string[] FieldOrder = ["sysid", "rps", "timestamp", "v", "sign"];

    private Notice(string path, string raw)
    {
        (Path, Raw) = (path, raw);
        Fields = [.. raw.Split('&').Select(pair => pair.Split('=', 2))
            .Select(p => KeyValuePair.Create(p[0], Decode(p.ElementAtOrDefault(1) ?? "")))];
        Rps = JsonDocument.Parse(this["rps"]).RootElement;
    }

    public string Path { get; }

    public string Raw { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; }

    public JsonElement Rps { get; }

    public string Service => Rps.GetProperty("service").GetString()!;

    public string Method => Rps.GetProperty("method").GetString()!;

    public string Status => Rps.GetProperty("status").GetString()!;

    public JsonElement ReturnValue => Rps.GetProperty("returnValue");

    /// <summary>The order, or the member, that it tells of.</summary>
    public string Subject => Text("bizOrderNo") ?? Text("bizUserId") ?? "";

    public string this[string field] => Fields.Single(f => f.Key == field).Value;

    public string? Text(string field) => ReturnValue.TryGetProperty(field, out var found) ? found.ToString() : null;

    /// <summary>Reads one and checks everything that the wire promises of it.</summary>
    public static async Task<Notice> Read(string path, string? contentType, string raw, ISigner signer)
    {
        Assert.StartsWith("application/x-www-form-urlencoded", contentType);
        Assert.DoesNotMatch("%[0-9A-F]?[a-f]|%20|&$", raw);
        var notice = new Notice(path, raw);
        Assert.Equal(FieldOrder, notice.Fields.Select(f => f.Key));
        Assert.True(await signer.Verify(notice["sysid"] + notice["rps"] + notice["timestamp"], notice["sign"]),
            $"the signature of this notice is wrong: {raw}");
        return notice;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    public override string ToString() => new StringBuilder().Append(Path).Append(' ').Append(this["rps"]).ToString();
}
