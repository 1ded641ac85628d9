using System.Globalization;

namespace Tongbao.Core;

/// <summary>拒绝: why a request was refused: a stable name, with details as values. Each wire has its own code and text for it.</summary>
/// <param name="Kind">The general error that this one is a special case of. Wires without words of their own for the case use those of the
/// general error.</param>
public sealed record Error(string Id, string? Kind = null)
{
    /// <summary>
    /// What is named after the error text: a value, or, if the wire itself refuses, a field with its path in the wire's names.
    /// </summary>
    public string? What { get; init; }

    /// <summary>The field that is named after the error text, as the use case calls it.</summary>
    public string? Field { get; init; }

    /// <summary>The values for the placeholders {0}, {1} and so on in the wire's text.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Which property is wrong, what was sent and what is allowed. Null if the error's name says everything.</summary>
    public Detail? Detail { get; init; }

    /// <summary>The error with the value that it is about: an account set, an order, a method.</summary>
    public Error About(string what) => this with { What = what };

    /// <summary>The error with the field that it is about, as the use case calls it.</summary>
    public Error In(string field) => this with { Field = field };

    /// <summary>The error with the values for its placeholders.</summary>
    public Error With(params object[] values) =>
        this with { Values = [.. values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!)] };

    /// <summary>The error for a nested property: the outer name is put before its path.</summary>
    public Error Within(string outer) => What is null ? this : this with { What = $"{outer}.{What}" };

    /// <summary>The error with its details as values.</summary>
    /// <param name="property">As the use case names it; a nested one with its path: Split[0].Split[1].Amount.</param>
    public Error On(string? property, object? sent = null, Allowed? allowed = null) =>
        this with { Detail = new Detail(property, sent, allowed) };

    /// <summary>Whether this is the other error or a special case of it, whatever details it has.</summary>
    public bool Is(Error other) => Id == other.Id || Kind == other.Id;

    /// <summary>Errors are equal if they have the same name and name the same things. The details only explain and do not count.</summary>
    public bool Equals(Error? other) =>
        other is not null && (Id, What, Field) == (other.Id, other.What, other.Field) && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Id, What, Field, Values.Count);
}

/// <summary>拒绝的细节: values only; each wire tells them in its own names and words.</summary>
/// <param name="Property">Null if the field is already named by <see cref="Error.About"/>.</param>
public sealed record Detail(string? Property, object? Sent = null, Allowed? Allowed = null);

/// <summary>允许的值: what would have been accepted.</summary>
public abstract record Allowed
{
    private Allowed() { }

    public sealed record One(object Value) : Allowed;
    public sealed record Some(IReadOnlyList<string> Values) : Allowed;

    /// <summary>A range. Null means no limit on that side.</summary>
    public sealed record Range(object? Least, object? Most) : Allowed;

    /// <summary>A format of the wire that can only be described in words.</summary>
    public sealed record Words(string Zh, string En) : Allowed;

    public static Allowed Just(object value) => new One(value);
    public static Allowed OneOf(IEnumerable<string> values) => new Some([.. values]);
    public static Allowed AtLeast(object least) => new Range(least, null);
    public static Allowed AtMost(object most) => new Range(null, most);
    public static Allowed Between(object least, object most) => new Range(least, most);

    /// <summary>金额: from one fen to the largest accepted amount.</summary>
    public static readonly Allowed Sum = new Range(new Cents(1), new Cents(Cents.LargestSum));
}
