namespace Tongbao.Core.Members;

/// <summary>支付密码 of a member: one for all wires, with the errors that were made with it and its lock.</summary>
/// <param name="Hash">A hash that takes memory and time to try.</param>
public sealed record Credential(BizUserId Member, Secret Hash)
{
    public static readonly RowKind<Credential> Rows = new("credentials", c => c.Member.Value);

    /// <summary>When it was typed wrongly: as many as some wire's rule still counts.</summary>
    public IReadOnlyList<DateTimeOffset> Errors { get; init; } = [];
    public DateTimeOffset? LockedUntil { get; init; }

    public bool IsLocked(DateTimeOffset now) => now < LockedUntil;
}

/// <summary>Finding and keeping payment passwords.</summary>
public static class Credentials
{
    /// <summary>Null where the member has set no password.</summary>
    public static async ValueTask<Credential?> FindCredential(this Book book, Member member) => !member.HasPassword ? null
        : await book.Credentials.Find(member.Id.Value) ?? (member.PasswordHash is { } hash ? OfOlder(member, hash) : null);

    public static async ValueTask<bool> IsPasswordLocked(this Book book, Member member) =>
        await book.FindCredential(member) is { } credential && credential.IsLocked(book.Now);

    /// <summary>Keeps it, and takes out of the member's row what stood there in versions before.</summary>
    public static void SaveCredential(this Book book, Member member, Credential credential)
    {
        book.Credentials.Save(credential);
        if (member.PasswordSet && member.PasswordHash is null) return;
        book.Members.Save(member with { PasswordSet = true, PasswordHash = null, PasswordErrors = [], PasswordLockedUntil = null });
    }

    public static Credential OfOlder(Member member, Secret hash) =>
        new(member.Id, hash) { Errors = member.PasswordErrors, LockedUntil = member.PasswordLockedUntil };
}
