namespace Tongbao.Core.Platform;

/// <summary>授权令牌: what the answer to an application carries, and the call that completes it brings back.</summary>
/// <param name="Serial">The number of what was applied for; empty of what has none.</param>
/// <param name="Purpose">What it completes: a token of one purpose is none for another.</param>
/// <param name="ExpiresAt">The last instant at which it is good.</param>
public sealed record Token(string Value, BizUserId Member, string Serial, string Purpose, DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    public static readonly RowKind<Token> Rows =
        new("tokens", t => t.Value, new RowIndex<Token>(ByEnd, t => t.ExpiresAt.ToUnixTimeMilliseconds()));
    public const string ByEnd = "expires_at";

    /// <summary>What the code that goes with a token is about.</summary>
    public static string AboutOf(BizUserId member, string serial) => $"{member}/{serial}";
}

/// <summary>Giving out tokens, and taking them back.</summary>
public static class Tokens
{
    public static Token IssueToken(this Book book, BizUserId member, string serial, string purpose)
    {
        var token = new Token(Guid.NewGuid().ToString("N"), member, serial, purpose, book.Now + Token.Life);
        book.Tokens.Save(token);
        return token;
    }

    /// <summary>The token, where it is good for this member, number and purpose.</summary>
    public static async ValueTask<(Token? Token, Error? Wrong)> FindToken(this Book book, string value, BizUserId member, string serial,
        string purpose) =>
        await book.Tokens.Find(value) is { } token && token.Member == member && token.Serial == serial && token.Purpose == purpose
            && book.Now <= token.ExpiresAt ? (token, null) : (null, Errors.TokenUnfit);

    /// <summary>What it allowed was done, or it shall be good no more.</summary>
    public static void UseUp(this Book book, Token token) => book.Tokens.Remove(token);
}
