using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Lists;

/// <summary>翻页: how much of a list is asked for, and after which row.</summary>
/// <param name="IsPlain">Neither was said of a list that once had no pages: it answers a plain array, whole.</param>
public sealed record Paging(int Limit, Cursor? After, bool IsPlain)
{
    public const int Usual = 100, Most = 1_000;

    /// <summary>The names of the two query parameters.</summary>
    public const string LimitName = "limit", AfterName = "after";

    /// <param name="limit">Checked by <see cref="QueryCheck"/>, as the cursor is.</param>
    public static Paging Of(int? limit, string? after) => new(limit ?? Usual, after is null ? null : Read(after), IsPlain: false);

    /// <summary>Of a list that once had no pages.</summary>
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
/// <param name="Next">What `after` takes for the page after this one; null at the end. Where a filter leaves much out, a page may have
/// fewer rows than asked for, even none, and yet a next one.</param>
public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next);
