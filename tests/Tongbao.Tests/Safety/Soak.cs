using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Tongbao.Tests.Safety;

/// <summary>
/// 长跑: what is short in `./test` is long in `./run soak`, which runs the classes with the trait of that name (docs/soak.md).
/// A test that has a long form takes its rounds from here, and says here what it did.
/// </summary>
public static class Soak
{
    public const string Trait = "soak", Yes = "yes";

    private static readonly string? Minutes = Environment.GetEnvironmentVariable("TONGBAO_SOAK_MINUTES"),
        Summary = Environment.GetEnvironmentVariable("TONGBAO_SOAK_SUMMARY");
    private static readonly ConcurrentDictionary<string, long> Done = new();

    static Soak() => AppDomain.CurrentDomain.ProcessExit += (_, _) => WriteSummary();

    public static bool IsOn => Minutes is not null;

    /// <summary>So many rounds in `./test`; in a soak as many as its minutes last, and at least the larger number.</summary>
    public static IEnumerable<int> Rounds(int few, int many)
    {
        var clock = Stopwatch.StartNew();
        var atLeast = TimeSpan.FromMinutes(IsOn ? double.Parse(Minutes!, CultureInfo.InvariantCulture) : 0);
        for (var round = 1; round <= (IsOn ? many : few) || clock.Elapsed < atLeast; round++) yield return round;
    }

    /// <summary>For the line that ends a soak: 100 kills, 23,000 requests.</summary>
    public static void Note(string what, long count = 1) => Done.AddOrUpdate(what, count, (_, before) => before + count);

    private static void WriteSummary()
    {
        if (Summary is not null) File.WriteAllText(Summary,
            string.Join(", ", Done.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Value:N0} {d.Key}")));
    }
}
