namespace Tongbao.Tests.Flows;

/// <summary>A member of a test's market and what a stranger would need to know of it. Nothing is used twice in a run.</summary>
public sealed record Person(string BizUserId, string Phone, string Name, string IdNumber, string CardNo)
{
    private static int last;

    public static Person New(string bizUserId)
    {
        var number = Interlocked.Increment(ref last);
        var born = new DateOnly(1960, 1, 1).AddDays(number % 14_000);
        // Phones keep off the beginnings, and cards off the endings, that mean something in the vendor's test environment.
        return new Person(bizUserId, $"139{number:D8}", "王小明", $"310101{born:yyyyMMdd}{number / 14_000:D3}5", $"622848{number:D11}99");
    }
}
