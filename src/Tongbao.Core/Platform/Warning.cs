using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Core.Platform;

/// <summary>提醒: what was answered or booked without a word on the wire, and is probably a mistake of whoever sent it.</summary>
/// <param name="No">In the order in which they came first, from 1.</param>
/// <param name="At">When it came last.</param>
/// <param name="About">The merchant's number of the order; null where no order is concerned.</param>
/// <param name="Times">How often it came: what comes again is counted, not written down again.</param>
public sealed record Warning(string Id, long No, DateTimeOffset At, string Kind, string? About, string Text, int Times)
{
    /// <summary>Of an app so many are kept; the oldest go.</summary>
    public const int Keeps = 1_000;

    private const int MaxText = 1_000;

    public static readonly RowKind<Warning> Rows =
        new("warnings", w => w.Id, new RowIndex<Warning>(ByAbout, w => w.About),
        new RowIndex<Warning>(ByNo, w => Number(w.No), Unique: true));
    public const string ByAbout = "about", ByNo = "no";

    public static string Number(long no) => no.ToString(CultureInfo.InvariantCulture);

    public static string IdOf(string kind, string? about, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{about}\n{text}")).AsSpan(0, 16));

    /// <summary>One line, of bounded length, without card numbers: it is shown, and written to the log.</summary>
    public static string Clean(string text)
    {
        var line = string.Concat(CardsInText.Hide(text).Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= MaxText ? line : line[..(char.IsHighSurrogate(line[MaxText - 1]) ? MaxText - 1 : MaxText)] + "…";
    }
}

/// <summary>提醒的种类.</summary>
public static class WarningKinds
{
    public const string UnknownField = "unknown-field", CardInText = "card-in-text", SplitNotBooked = "split-not-booked",
        AddressRefused = "address-refused";

    public static readonly IReadOnlyList<string> All = [UnknownField, CardInText, SplitNotBooked, AddressRefused];
}

public static class Warnings
{
    /// <summary>Writes a warning down with what the transaction does, or counts it where it is there already.</summary>
    /// <param name="about">The merchant's number of the order.</param>
    public static async ValueTask Warn(this Book book, string kind, string? about, string text)
    {
        var line = Warning.Clean(text);
        var id = Warning.IdOf(kind, about, line);
        if (await book.Warnings.Find(id) is { } known)
        {
            book.Warnings.Save(known with { At = book.Now, Times = known.Times == int.MaxValue ? known.Times : known.Times + 1 });
            return;
        }
        var no = book.Counters.Warnings + 1;
        book.Counters = book.Counters with { Warnings = no };
        book.Warnings.Save(new Warning(id, no, book.Now, kind, about, line, 1));
        if (await book.Warnings.FindBy(Warning.ByNo, Warning.Number(no - Warning.Keeps)) is { } oldest) book.Warnings.Remove(oldest);
    }
}

/// <summary>A warning by itself, of what happened outside a use case.</summary>
public sealed record Warn(string Kind, string? About, string Text) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        await book.Warn(Kind, About, Text);
        return Done.It;
    }
}
