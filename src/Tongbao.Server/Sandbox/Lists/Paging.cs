using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Lists;

/// <summary>翻页: how many rows of a list are requested, and after which row.</summary>
/// <param name="IsPlain">Neither was given, for a list that had no pages in earlier versions: the reply is a complete plain array.</param>
public sealed record Paging(int Limit, Cursor? After, bool IsPlain)
{
    public const int Usual = 100, Most = 1_000;

    /// <summary>The names of the two query parameters.</summary>
    public const string LimitName = "limit", AfterName = "after";

    /// <param name="limit">Already checked by <see cref="QueryCheck"/>, like the cursor.</param>
    public static Paging Of(int? limit, string? after) => new(limit ?? Usual, after is null ? null : Read(after), IsPlain: false);

    /// <summary>For a list that had no pages in earlier versions.</summary>
    public static Paging OrPlain(int? limit, string? after) => Of(limit, after) with { IsPlain = limit is null && after is null };

    public static bool IsCursor(string text) => Read(text) is not null;

    public static string Write(Cursor cursor) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{cursor.Number}:{cursor.Key}")));

    private static Cursor? Read(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        var clear = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        return clear.IndexOf(':') is > 0 and var at && !clear.Contains('\0')
            && long.TryParse(clear[..at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new Cursor(clear[(at + 1)..], number) : null;
    }
}

/// <summary>A page of a list.</summary>
/// <param name="Next">The value of `after` for the next page; null on the last one. With a filter a page may have fewer rows than
/// requested, or none, and still a next page.</param>
public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next);
