using System.Numerics;

namespace Tongbao.Core.Ledger;

/// <summary>
/// 明细链: the way back through the lines of an account, which needs no index. Every line names the entry of the line before it and of one
/// farther back, so that any line is found in about twice as many steps as their number has binary digits (skew binary numbers, Myers
/// 1983). What an account remembers for its next line are the entries of the lines that those lead to: the heads, the last line's entry
/// last.
/// </summary>
public readonly struct Trail(long[] heads) : IEquatable<Trail>
{
    private readonly long[]? _heads = heads;

    public ReadOnlySpan<long> Heads => _heads;

    /// <summary>The entry of the last line; 0 before the first.</summary>
    public long Last => _heads is [.., var last] ? last : 0;

    /// <summary>
    /// The trail after one more line, written by an entry, where there were so many before; and the entry that this line jumps to.
    /// </summary>
    public (Trail After, long Jump) Add(long lines, long entry)
    {
        var heads = Heads;
        // Two stretches of one length and the new line become one stretch; the line jumps over both.
        if (LastTwo(lines) is var (before, last) && before == last && last > 0)
            return (new Trail([.. heads[..^2], entry]), heads.Length > 2 ? heads[^3] : 0);
        return (new Trail([.. heads, entry]), Last);
    }

    /// <summary>The number of the line that a line jumps to; 0 where it is none.</summary>
    public static long JumpOf(long no)
    {
        var (before, last) = LastTwo(no - 1);
        return before == last ? no - 1 - (2 * last) : no - 1;
    }

    /// <summary>So many lines stand in stretches of 2^k - 1, longest first: the lengths of the last two.</summary>
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
