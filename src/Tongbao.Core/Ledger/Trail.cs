using System.Numerics;

namespace Tongbao.Core.Ledger;

/// <summary>
/// 明细链: leads back through the lines of an account without an index. Every line names the entry of the line before it and the entry of one
/// farther back. So any line is found in about 2·log2(n) steps (skew-binary jump pointers, Myers 1983). An account keeps the entries that
/// its next line may need, the "heads"; the entry of the last line comes last.
/// </summary>
public readonly struct Trail(long[] heads) : IEquatable<Trail>
{
    private readonly long[]? _heads = heads;

    public ReadOnlySpan<long> Heads => _heads;

    /// <summary>The entry of the last line; 0 if there is none.</summary>
    public long Last => _heads is [.., var last] ? last : 0;

    /// <summary>The trail after one more line, and the entry that this line jumps to.</summary>
    /// <param name="lines">How many lines there were before.</param>
    /// <param name="entry">The entry that writes the new line.</param>
    public (Trail After, long Jump) Add(long lines, long entry)
    {
        var heads = Heads;
        // If the last two stretches have the same length, they merge with the new line into one stretch, and the line jumps over both.
        if (LastTwo(lines) is var (before, last) && before == last && last > 0)
            return (new Trail([.. heads[..^2], entry]), heads.Length > 2 ? heads[^3] : 0);
        return (new Trail([.. heads, entry]), Last);
    }

    /// <summary>The number of the line that a line jumps to; 0 if there is none.</summary>
    public static long JumpOf(long no)
    {
        var (before, last) = LastTwo(no - 1);
        return before == last ? no - 1 - (2 * last) : no - 1;
    }

    /// <summary>Lines are grouped into stretches of 2^k - 1 lines, longest first. Returns the lengths of the last two stretches.</summary>
    private static (long Before, long Last) LastTwo(long lines)
    {
        var (before, last) = (0L, 0L);
        while (lines > 0)
        {
            (before, last) = (last, (1L << BitOperations.Log2((ulong)lines + 1)) - 1);
            lines -= last;
        }
        return (before, last);
    }

    public bool Equals(Trail other) => Heads.SequenceEqual(other.Heads);
    public override bool Equals(object? obj) => obj is Trail other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Last, Heads.Length);
    public static bool operator ==(Trail left, Trail right) => left.Equals(right);
    public static bool operator !=(Trail left, Trail right) => !left.Equals(right);
}
