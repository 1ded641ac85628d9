namespace Tongbao.Tests.Client;

/// <summary>订单补登通知 (4.1.22) as it arrived: a flat form whose sign covers eight of its fields, sorted and joined.</summary>
public sealed class Backfill
{
    private static readonly string[] Signed = ["accountSetNo", "amount", "bizUserId", "bizseq", "cusid", "ordertype", "termid", "trxid"];

    private readonly Dictionary<string, string> fields;

    private Backfill(Dictionary<string, string> fields) => this.fields = fields;

    public string? this[string field] => fields.GetValueOrDefault(field);

    /// <summary>Its fields as they came, a line each.</summary>
    public string Text => string.Join('\n', fields.Select(f => $"{f.Key}={f.Value}"));

    /// <summary>It has no envelope, which every other notice has.</summary>
    public static bool Is(string body) => !body.Contains("rps=") && body.Contains("ordertype=");

    /// <summary>Reads one and checks everything that the document promises of it.</summary>
    public static async Task<Backfill> Read(string? contentType, string raw, ISigner signer)
    {
        Assert.StartsWith("application/x-www-form-urlencoded", contentType);
        var fields = raw.Split('&').Select(pair => pair.Split('=', 2))
            .ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1].Replace('+', ' ')));
        var text = string.Join('&', Signed.Select(name => $"{name}={fields[name]}"));
        Assert.True(await signer.Verify(text, fields["sign"]), $"the signature of this back-fill is wrong: {raw}");
        return new Backfill(fields);
    }
}
