using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Tongbao.Server.Wire;

/// <summary>The forms that texts on a wire have; null where a text has not the form of its type.</summary>
public static partial class FieldForms
{
    public const string StampForm = "yyyyMMddHHmmss";

    private static readonly string[] DateTimes = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddHH:mm:ss"];

    public static object? Parse(string type, string text) => type switch
    {
        "text" => text,
        "url" => IsUrl(text) ? text : null,
        "date" => Date(text, "yyyy-MM-dd"),
        "day" => Date(text, "yyyyMMdd"),
        "datetime" => Instant(text),
        "card" => Card().IsMatch(text) ? new BankCardNo(text) : null,
        "id" => Id().IsMatch(text) ? new IdNumber(text) : null,
        "stamp" => Stamp(text),
        "sealed" => new Secret(text),
        "thru" => Thru().IsMatch(text) ? new Secret(text.Replace("/", "", StringComparison.Ordinal)) : null,
        "cvv2" => Three().IsMatch(text) ? new Secret(text) : null,
        "expiry" => Four().IsMatch(text) ? new Secret(text) : null,
        "union" => Union().IsMatch(text) ? text : null,
        "phone" => new Phone(text),
        _ => throw new InvalidDataException($"no such type: {type}"),
    };

    /// <summary>Instants nearer to the ends of the calendar cannot be reckoned with.</summary>
    private const int FirstYear = 1900, LastYear = 9000;

    /// <summary>yyyy-MM-dd HH:mm:ss in Asia/Shanghai; the blank may be missing.</summary>
    public static DateTimeOffset? Instant(string text) =>
        DateTime.TryParseExact(text, DateTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year is >= FirstYear
            and <= LastYear
            ? new DateTimeOffset(at, Days.China) : null;

    /// <summary>yyyyMMddHHmmss in Asia/Shanghai.</summary>
    public static DateTimeOffset? Stamp(string text) =>
        DateTime.TryParseExact(text, StampForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year is >= FirstYear
            and <= LastYear
            ? new DateTimeOffset(at, Days.China) : null;

    /// <summary>Makes of a value what a use case's parameter is: an id, a secret, a nullable.</summary>
    public static object Fit(object value, Type? target)
    {
        if (target is null) return value;
        target = Nullable.GetUnderlyingType(target) ?? target;
        if (target.IsInstanceOfType(value)) return value;
        if (value is long number) return Convert.ChangeType(number, target, CultureInfo.InvariantCulture);
        var of = target.GetMethod("Of", BindingFlags.Public | BindingFlags.Static, [typeof(string)])
            ?? throw new InvalidDataException($"{value.GetType().Name} does not fit {target.Name}");
        return of.Invoke(null, [value is string text ? text
            : throw new InvalidDataException($"{value.GetType().Name} does not fit {target.Name}")])!;
    }

    /// <summary>A whole number in digits alone: .NET would also take a plus, and what follows a NUL.</summary>
    public static bool IsWhole(string? text, out long number)
    {
        number = 0;
        return text is not null && Whole().IsMatch(text)
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    public static bool IsYuan(string text) => Yuan().IsMatch(text);

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && !text.Contains('#')
        && text.Length <= 1_000;

    private static object? Date(string text, string form) =>
        DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    [GeneratedRegex(@"^[0-9]{1,13}\.[0-9]{1,2}\z")] private static partial Regex Yuan();
    [GeneratedRegex(@"^-?[0-9]{1,19}\z")] private static partial Regex Whole();
    [GeneratedRegex(@"^[0-9]{6,32}\z")] private static partial Regex Card();
    [GeneratedRegex(@"^[0-9A-Za-z]{6,30}\z")] private static partial Regex Id();
    [GeneratedRegex(@"^[0-9]{3}\z")] private static partial Regex Three();
    [GeneratedRegex(@"^[0-9]{4}\z")] private static partial Regex Four();
    [GeneratedRegex(@"^(0[1-9]|1[0-2])/?[0-9]{2}\z")] private static partial Regex Thru();
    [GeneratedRegex(@"^[0-9]{12}\z")] private static partial Regex Union();
}
