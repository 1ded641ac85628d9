using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Tongbao.Server.Sandbox;

/// <summary>Parses times and durations of the sandbox API.</summary>
public static partial class Iso8601
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3_660);

    public const string AnInstant = "an ISO 8601 instant such as 2026-11-22T08:30:00+08:00; without an offset it is Asia/Shanghai time";

    /// <summary>
    /// A point in time. Without an offset it is Asia/Shanghai time, whatever the machine's time zone. Null if it is none.
    /// </summary>
    public static DateTimeOffset? Instant(string text)
    {
        if (Shape().Match(text) is not { Success: true } shape) return null;
        var whole = shape.Groups["time"].Success ? text : text + "T00:00:00";
        if (!shape.Groups["offset"].Success) whole += "+08:00";
        return DateTimeOffset.TryParse(whole, CultureInfo.InvariantCulture, out var at) ? at : null;
    }

    /// <summary>A duration of at most ten years, positive or negative.</summary>
    public static TimeSpan? Duration(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text) is var time && time >= -Longest && time <= Longest ? time : null;
        }
        catch (Exception bad) when (bad is FormatException or OverflowException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}(?<time>T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,16})?)?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})?)?\\z")]
    private static partial Regex Shape();
}
