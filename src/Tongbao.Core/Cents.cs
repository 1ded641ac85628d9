namespace Tongbao.Core;

/// <summary>金额 in 分 (fen), the only type money has here. Overflow throws: the whole repository is compiled checked.</summary>
public readonly record struct Cents(long Fen) : IComparable<Cents>
{
    public static readonly Cents Zero = new(0);

    /// <summary>
    /// 最大金额: the largest sum that anything names, a request, a setting or a channel: ten trillion yuan, of which thousands fit into the
    /// books.
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

    /// <summary>Yuan with two decimals, for people.</summary>
    public override string ToString() => $"{(Fen < 0 ? "-" : "")}{Math.Abs(Fen / 100)}.{Math.Abs(Fen % 100):00}";
}

public static class CentsSums
{
    public static Cents Sum<T>(this IEnumerable<T> items, Func<T, Cents> amount) =>
        items.Aggregate(Cents.Zero, (sum, item) => sum + amount(item));

    /// <summary>
    /// What parts, none of them below zero, leave of a whole; null where they are more than it. Unlike a sum it cannot overflow.
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
