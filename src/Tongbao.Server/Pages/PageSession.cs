using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Pages;

/// <summary>
/// 页面会话: what a signed link opened, for the one browser that followed it. Its id is known to that browser alone, so it is kept as a digest;
/// the form of each step carries a token that is good once.
/// </summary>
/// <param name="Key">The digest of the id.</param>
/// <param name="Page">Which page: the name of its .api file.</param>
/// <param name="Signature">The digest of the link's signature, by which a used link is known again.</param>
/// <param name="Request">The link's param, JSON.</param>
/// <param name="OpenedAt">By the wall clock, which the freshness of links goes by; ExpiresAt by the one clock.</param>
/// <param name="State">What the page itself remembers between its steps.</param>
/// <param name="LeadsTo">Where the browser was sent when the page was done; nothing can be done on it any more.</param>
public sealed record PageSession(string Key, string Page, string Signature, Secret Request, TimeSpan ClockShift, DateTimeOffset OpenedAt,
    DateTimeOffset ExpiresAt, Secret Token, Secret? State, Secret? LeadsTo)
{
    /// <summary>
    /// The link as it is kept beside what the page makes, and its digest where something was taken out of it; null in sessions of before.
    /// </summary>
    public Secret? Signed { get; init; }
    public Secret? Digest { get; init; }

    /// <summary>The wire of the link; null in sessions of before there were several.</summary>
    public string? Wire { get; init; }

    public RawRequest ToKeep(DateTimeOffset at) =>
        new(Encoding.UTF8.GetBytes((Signed ?? Request).Clear), Signature, at, ClockShift, Digest?.Clear, Wire: Wire);

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    public const string BySignature = "signature", ByAge = "at";

    public static readonly RowKind<PageSession> Rows = new("page_sessions", s => s.Key,
        new RowIndex<PageSession>(BySignature, s => s.Signature, Unique: true),
            new RowIndex<PageSession>(ByAge, s => s.OpenedAt.ToUnixTimeMilliseconds()));

    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    public static string KeyOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    public bool IsToken(string given) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(Token.Clear)));
}

/// <summary>A session as a reply.</summary>
public sealed record SessionReply(PageSession Session) : Reply;

/// <summary>Opens a session by a signed link, which must not have opened one before.</summary>
public sealed record OpenSession(string Id, string Page, string Param, RawRequest Link, DateTimeOffset WallNow) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.FindBy(book.App.Id, PageSession.Rows, PageSession.Rows.Index(PageSession.BySignature), Link.Fingerprint)
            is not null) return Errors.NothingToDo;
        var session = new PageSession(PageSession.KeyOf(Id), Page, Link.Fingerprint, new Secret(Param), Link.ClockShift, WallNow,
            book.Now + PageSession.Life,
            new Secret(PageSession.NewId()), null, null)
        {
            Signed = new Secret(Encoding.UTF8.GetString(Link.Bytes)), Digest = Link.Digest is null ? null
                : new Secret(Link.Digest), Wire = Link.Wire,
        };
        book.Shelf.Put(book.App.Id, PageSession.Rows, session);
        return new SessionReply(session);
    }
}

/// <summary>Takes a step: the token of the form is used up, the next form gets another.</summary>
public sealed record TakeStep(string Key, string Token) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.Find(book.App.Id, PageSession.Rows, Key) is not { LeadsTo: null } session || !session.IsToken(Token))
            return Errors.NothingToDo;
        session = session with { Token = new Secret(PageSession.NewId()) };
        book.Shelf.Put(book.App.Id, PageSession.Rows, session);
        return new SessionReply(session);
    }
}

/// <summary>What the page remembers for its next step, or where it led when it was done.</summary>
public sealed record KeepInSession(string Key, string? State, string? LeadsTo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.Find(book.App.Id, PageSession.Rows, Key) is not { } session) return Errors.NothingToDo;
        session = session with { State = State is null ? session.State : new Secret(State), LeadsTo = LeadsTo is null ? session.LeadsTo
            : new Secret(LeadsTo) };
        book.Shelf.Put(book.App.Id, PageSession.Rows, session);
        return new SessionReply(session);
    }
}

/// <summary>Sessions whose links are too old to come again.</summary>
public sealed record ForgetSession(string Key) : Command
{
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(30);

    public static readonly DayJob Daily = new("forget-page-sessions", "03:40", run =>
        run.Each(PageSession.Rows, PageSession.ByAge, run.WallNow - Age, session => new ForgetSession(session.Key)));

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.Find(book.App.Id, PageSession.Rows, Key) is { } session && session.ExpiresAt <= book.Now)
            book.Shelf.Remove(book.App.Id, PageSession.Rows, session);
        return Done.It;
    }
}
