using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Core.Platform;

/// <summary>提醒: something that was accepted without an error on the wire but is probably a mistake of the sender.</summary>
/// <param name="No">In order of first occurrence, from 1.</param>
/// <param name="At">When it last occurred.</param>
/// <param name="About">The merchant's order number; null if no order is concerned.</param>
/// <param name="Times">How often it occurred. A repeated warning is counted, not stored again.</param>
public sealed record Warning(string Id, long No, DateTimeOffset At, string Kind, string? About, string Text, int Times)
{
    /// <summary>How many warnings are kept per app; the oldest are deleted.</summary>
    public const int Keeps = 1_000;

    private const int MaxText = 1_000;

    public static readonly RowKind<Warning> Rows =
        new("warnings", w => w.Id, new RowIndex<Warning>(ByAbout, w => w.About),
        new RowIndex<Warning>(ByNo, w => Number(w.No), Unique: true));
    public const string ByAbout = "about", ByNo = "no";

    public static string Number(long no) => no.ToString(CultureInfo.InvariantCulture);

    public static string IdOf(string kind, string? about, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{about}\n{text}")).AsSpan(0, 16));

    /// <summary>One line of limited length without card numbers, because the text is shown and logged.</summary>
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
    /// <summary>Stores a warning in the current transaction, or counts it if it is already stored.</summary>
    /// <param name="about">The merchant's order number.</param>
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

/// <summary>Stores a warning about something outside a use case.</summary>
public sealed record Warn(string Kind, string? About, string Text) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        await book.Warn(Kind, About, Text);
        return Done.It;
    }
}
