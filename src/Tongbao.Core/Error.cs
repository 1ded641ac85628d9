using System.Globalization;

namespace Tongbao.Core;

/// <summary>
/// 拒绝: why a request was refused: a name that stays the same, and what it is about as values. Each wire says it by its own code and words.
/// </summary>
/// <param name="Kind">Of a case that some wire has words of its own for: what it is a case of.</param>
public sealed record Error(string Id, string? Kind = null)
{
    /// <summary>
    /// What the refusal names behind its words: a value, or where the wire itself refuses, a field by the wire's name with its path.
    /// </summary>
    public string? What { get; init; }

    /// <summary>The field that the refusal names behind its words, as the use case names it.</summary>
    public string? Field { get; init; }

    /// <summary>What stands in the words of the wire at the places {0}, {1} and so on.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Which property, what was sent for it, what is allowed; null where the name says all there is.</summary>
    public Detail? Detail { get; init; }

    /// <summary>The refusal with a value that it names: an account set, an order, a method.</summary>
    public Error About(string what) => this with { What = what };

    /// <summary>The refusal with the field that it names, as the use case calls it.</summary>
    public Error In(string field) => this with { Field = field };

    /// <summary>The refusal with what its words tell.</summary>
    public Error With(params object[] values) =>
        this with { Values = [.. values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!)] };

    /// <summary>The refusal of something that stands within something else: its name gets the path.</summary>
    public Error Within(string outer) => What is null ? this : this with { What = $"{outer}.{What}" };

    /// <summary>The refusal with its details as values.</summary>
    /// <param name="property">As the use case names it; a nested one with its path: Split[0].Split[1].Amount.</param>
    public Error On(string? property, object? sent = null, Allowed? allowed = null) =>
        this with { Detail = new Detail(property, sent, allowed) };

    /// <summary>The same refusal, or a case of it, whatever it is about.</summary>
    public bool Is(Error other) => Id == other.Id || Kind == other.Id;

    /// <summary>What it is goes by its name and by what it names; the details only explain it.</summary>
    public bool Equals(Error? other) =>
        other is not null && (Id, What, Field) == (other.Id, other.What, other.Field) && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Id, What, Field, Values.Count);
}

/// <summary>拒绝的细节: values alone; each wire says them in its own names and words.</summary>
/// <param name="Property">Null where the one who refuses has named the field by <see cref="Error.About"/>.</param>
public sealed record Detail(string? Property, object? Sent = null, Allowed? Allowed = null);

/// <summary>允许的值: what would have been taken.</summary>
public abstract record Allowed
{
    private Allowed() { }

    public sealed record One(object Value) : Allowed;
    public sealed record Some(IReadOnlyList<string> Values) : Allowed;

    /// <summary>Null: no bound on that side.</summary>
    public sealed record Range(object? Least, object? Most) : Allowed;

    /// <summary>What a wire says of its own forms, which only words can say.</summary>
    public sealed record Words(string Zh, string En) : Allowed;

    public static Allowed Just(object value) => new One(value);
    public static Allowed OneOf(IEnumerable<string> values) => new Some([.. values]);
    public static Allowed AtLeast(object least) => new Range(least, null);
    public static Allowed AtMost(object most) => new Range(null, most);
    public static Allowed Between(object least, object most) => new Range(least, most);

    /// <summary>金额: from one fen to what books can hold.</summary>
    public static readonly Allowed Sum = new Range(new Cents(1), new Cents(Cents.LargestSum));
}
