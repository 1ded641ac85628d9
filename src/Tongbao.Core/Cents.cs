namespace Tongbao.Core;

/// <summary>
/// 金额 in 分 (fen): the only type for money here. Overflow throws, because the whole repository is compiled with overflow checks.
/// </summary>
public readonly record struct Cents(long Fen) : IComparable<Cents>
{
    public static readonly Cents Zero = new(0);

    /// <summary>
    /// 最大金额: the largest amount accepted from a request, a setting or a channel: ten trillion yuan. The books can hold thousands of such
    /// amounts before a long overflows.
    /// </summary>
    public const long LargestSum = 1_000_000_000_000_000;

    public bool IsZero => Fen == 0;
    public bool IsPositive => Fen > 0;
    public bool IsNegative => Fen < 0;

    public static Cents operator +(Cents a, Cents b) => new(a.Fen + b.Fen);
    public static Cents operator -(Cents a, Cents b) => new(a.Fen - b.Fen);
    public static Cents operator -(Cents a) => new(-a.Fen);
    public static bool operator <(Cents a, Cents b) => a.Fen < b.Fen;
    public static bool operator >(Cents a, Cents b) => a.Fen > b.Fen;
    public static bool operator <=(Cents a, Cents b) => a.Fen <= b.Fen;
    public static bool operator >=(Cents a, Cents b) => a.Fen >= b.Fen;

    public static Cents Min(Cents a, Cents b) => a < b ? a : b;
    public int CompareTo(Cents other) => Fen.CompareTo(other.Fen);

    /// <summary>The amount in yuan with two decimals, for people.</summary>
    public override string ToString() => $"{(Fen < 0 ? "-" : "")}{Math.Abs(Fen / 100)}.{Math.Abs(Fen % 100):00}";
}

public static class CentsSums
{
    public static Cents Sum<T>(this IEnumerable<T> items, Func<T, Cents> amount) =>
        items.Aggregate(Cents.Zero, (sum, item) => sum + amount(item));

    /// <summary>
    /// The whole less its parts, or null if the parts are more than the whole. The parts must not be negative. Unlike a sum this cannot
    /// overflow.
    /// </summary>
    public static Cents? LeftBy<T>(this Cents whole, IEnumerable<T> parts, Func<T, Cents> amount)
    {
        foreach (var part in parts)
        {
            if (amount(part) > whole) return null;
            whole -= amount(part);
        }
        return whole;
    }
}
