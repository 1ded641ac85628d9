namespace Tongbao.Core.Platform;

/// <summary>When a code was last sent to a phone by a call that only sends a code.</summary>
/// <param name="Phone">A fingerprint of the phone number.</param>
public sealed record PhoneSending(string Phone, DateTimeOffset SentAt)
{
    public static readonly RowKind<PhoneSending> Rows =
        new("phone_sendings", s => s.Phone, new RowIndex<PhoneSending>(ByInstant, s => s.SentAt.ToUnixTimeMilliseconds()));
    public const string ByInstant = "sent_at";
}

/// <summary>Deletes what has expired: tokens, random factors and the times of sent codes.</summary>
public sealed record ForgetShortLived<T>(RowKind<T> Kind, T Row) : Command where T : class
{
    public override ValueTask<Result> Run(Book book)
    {
        book.Shelf.Remove(book.App.Id, Kind, Row);
        return new(Done.It);
    }
}

/// <summary>过期令牌: the nightly jobs that delete data that is valid only for minutes.</summary>
public static class ShortLived
{
    public static readonly DayJob Daily = new("expire-tokens", "03:35", async run =>
        await Each(run, Token.Rows, Token.ByEnd) + await Each(run, RandomFactor.Rows, RandomFactor.ByEnd)
        + await Each(run, PhoneSending.Rows, PhoneSending.ByInstant));

    private static Task<int> Each<T>(IDayRun run, RowKind<T> kind, string index) where T : class =>
        run.Each(kind, index, run.At - Token.Life, row => new ForgetShortLived<T>(kind, row));
}
