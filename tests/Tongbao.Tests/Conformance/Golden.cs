using System.Net;
using System.Text.RegularExpressions;

namespace Tongbao.Tests.Conformance;

/// <summary>The exact bytes of an answer or notice, with what must differ from run to run named instead of told.</summary>
public static partial class Golden
{
    private const string Numbers =
        "orderNo|oriOrderNo|userId|tradeNo|tranceNum|payInterfaceOutTradeNo|acct|oriBizOrderNo|bizOrderNo|bizBatchNo|bizFreezenNo|bizTransferNo|payInfo|phone|tradeNO|goodsNo|cusid|collOrderNo|transDate|transferNo|url|subAcctNo|contractNo|ContractNo|merid|termrefnum|traceno";

    /// <summary>Compares with golden/tsy2/METHOD/NAME.txt, or writes it.</summary>
    public static void MustBe(string method, string name, string text) =>
        Rewrite.MustBe(Repository.File("tests", "Tongbao.Tests", "golden", "tsy2", method, $"{name}.txt"), Named(text) + "\n");

    /// <summary>
    /// What a browser carries to the merchant, a field a line; that they were encoded as java.net.URLEncoder does is held beside.
    /// </summary>
    public static string Carried(string address, string merchant)
    {
        Assert.StartsWith(merchant, address);
        var raw = address[merchant.Length..].TrimStart('?', '&');
        var fields = raw.Split('&').Select(pair => pair.Split('=', 2)).Select(p => (Name: p[0], Value: WebUtility.UrlDecode(p[1])))
            .ToList();
        Assert.Equal(raw, string.Join('&', fields.Select(f => $"{f.Name}={WebUtility.UrlEncode(f.Value)}")));
        return string.Join('\n', fields.Select(f => $"{f.Name}={f.Value}"));
    }

    public static string Named(string text)
    {
        text = Market.Block().Replace(text, "<encrypted>");
        text = Number().Replace(text, m => $"\"{m.Groups[1].Value}\":\"<{m.Groups[1].Value}>\"");
        text = NumberWithin().Replace(text, m => $"\\\"{m.Groups[1].Value}\\\":\\\"<{m.Groups[1].Value}>\\\"");
        text = Field().Replace(text, m => $"{m.Groups[1].Value}=<{m.Groups[1].Value}>");
        text = Instant().Replace(text, "<time>");
        text = Compact().Replace(text, "<time>");
        text = Uuid().Replace(text, "<uuid>");
        return Day().Replace(text, "<day>");
    }

    [GeneratedRegex($"\"({Numbers})\":\"(?:[^\"\\\\]|\\\\.)*\"")] private static partial Regex Number();
    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")] private static partial Regex Uuid();

    /// <summary>The same in a text of JSON that stands in JSON.</summary>
    [GeneratedRegex($@"\\""({Numbers})\\"":\\"".*?\\""")] private static partial Regex NumberWithin();
    [GeneratedRegex("^(sysid|sign|trxid|srctrxid|traceno|termrefnum|oriOrderNo)=.*$", RegexOptions.Multiline)] private static partial Regex Field();
    [GeneratedRegex(@"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d")] private static partial Regex Instant();
    [GeneratedRegex(@"(?<!\d)20\d\d(0[1-9]|1[0-2])\d\d\d{6}(?!\d)")] private static partial Regex Compact();
    [GeneratedRegex(@"20\d\d-\d\d-\d\d")] private static partial Regex Day();
}
