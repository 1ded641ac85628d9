namespace Tongbao.Core.Platform;

/// <summary>授权令牌: returned by an application, and sent back by the call that completes it.</summary>
/// <param name="Serial">The number of the application; empty if it has none.</param>
/// <param name="Purpose">What the token completes. It is not valid for another purpose.</param>
/// <param name="ExpiresAt">The last instant at which it is valid.</param>
public sealed record Token(string Value, BizUserId Member, string Serial, string Purpose, DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    public static readonly RowKind<Token> Rows =
        new("tokens", t => t.Value, new RowIndex<Token>(ByEnd, t => t.ExpiresAt.ToUnixTimeMilliseconds()));
    public const string ByEnd = "expires_at";

    /// <summary>The key of the SMS code that goes with a token.</summary>
    public static string AboutOf(BizUserId member, string serial) => $"{member}/{serial}";
}

/// <summary>Issuing and using of tokens.</summary>
public static class Tokens
{
    public static Token IssueToken(this Book book, BizUserId member, string serial, string purpose)
    {
        var token = new Token(Guid.NewGuid().ToString("N"), member, serial, purpose, book.Now + Token.Life);
        book.Tokens.Save(token);
        return token;
    }

    /// <summary>The token, if it is valid for this member, number and purpose; else the error.</summary>
    public static async ValueTask<(Token? Token, Error? Wrong)> FindToken(this Book book, string value, BizUserId member, string serial,
        string purpose) =>
        await book.Tokens.Find(value) is { } token && token.Member == member && token.Serial == serial && token.Purpose == purpose
            && book.Now <= token.ExpiresAt ? (token, null) : (null, Errors.TokenUnfit);

    /// <summary>Removes a token that was used, or that must not be valid any more.</summary>
    public static void UseUp(this Book book, Token token) => book.Tokens.Remove(token);
}
