using System.Globalization;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>A merchant that wants a number, and what a stranger would need to know of it. Nothing is used twice in a run.</summary>
public sealed record MerchantPapers(string Member, string Nature, string CompanyName, string CreditCode, string LegalName, string IdNumber,
    string CardNo, string Phone)
{
    public const string Enterprise = "1", Institution = "2", SoleTrader = "3", Person = "4";

    private const string IdDigits = "10X98765432", CodeDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] IdWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly int[] CodeWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static int last;

    /// <summary>Sole traders and persons settle to a card of their own, the others to a corporate account.</summary>
    public bool HasPersonalCard => Nature is SoleTrader or Person;

    public static MerchantPapers New(string member, string nature = SoleTrader)
    {
        var number = Interlocked.Increment(ref last);
        return new MerchantPapers(member, nature, $"上海测试商贸{number}号店", CreditCodeOf(number), "王小明", IdNumberOf(number),
            $"622848{number:D11}99", $"138{number:D8}");
    }

    /// <summary>18 places, the last of which is the right check digit.</summary>
    public static string IdNumberOf(int number)
    {
        var born = new DateOnly(1961, 1, 1).AddDays(number % 14_000);
        var id = string.Create(CultureInfo.InvariantCulture, $"310101{born:yyyyMMdd}{number / 14_000:D2}7");
        return id + IdDigits[id.Select((digit, at) => (digit - '0') * IdWeights[at]).Sum() % IdDigits.Length];
    }

    public static string CreditCodeOf(int number)
    {
        var code = $"92310101MA{number:D7}";
        var sum = code.Select((place, at) => CodeDigits.IndexOf(place, StringComparison.Ordinal) * CodeWeights[at]).Sum();
        return code + CodeDigits[(CodeDigits.Length - sum % CodeDigits.Length) % CodeDigits.Length];
    }
}
