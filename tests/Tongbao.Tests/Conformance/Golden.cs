using System.Text.RegularExpressions;

namespace Tongbao.Tests.Conformance;

/// <summary>The exact bytes of an answer or notice, with what must differ from run to run named instead of told.</summary>
public static partial class Golden
{
    private const string Numbers = "orderNo|oriOrderNo|userId|tradeNo|tranceNum|payInterfaceOutTradeNo|acct|oriBizOrderNo|bizOrderNo|bizBatchNo|bizFreezenNo|bizTransferNo|payInfo|phone|tradeNO|goodsNo|cusid|collOrderNo|transDate|transferNo";

    /// <summary>Compares with golden/tsy2/METHOD/NAME.txt, or writes it.</summary>
    public static void MustBe(string method, string name, string text) =>
        Rewrite.MustBe(Repository.File("tests", "Tongbao.Tests", "golden", "tsy2", method, $"{name}.txt"), Named(text) + "\n");

    public static string Named(string text)
    {
        text = Market.Block().Replace(text, "<encrypted>");
        text = Number().Replace(text, m => $"\"{m.Groups[1].Value}\":\"<{m.Groups[1].Value}>\"");
        text = Instant().Replace(text, "<time>");
        text = Compact().Replace(text, "<time>");
        return Day().Replace(text, "<day>");
    }

    [GeneratedRegex($"\"({Numbers})\":\"(?:[^\"\\\\]|\\\\.)*\"")] private static partial Regex Number();
    [GeneratedRegex(@"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d")] private static partial Regex Instant();
    [GeneratedRegex(@"(?<!\d)20\d\d(0[1-9]|1[0-2])\d\d\d{6}(?!\d)")] private static partial Regex Compact();
    [GeneratedRegex(@"20\d\d-\d\d-\d\d")] private static partial Regex Day();
}
