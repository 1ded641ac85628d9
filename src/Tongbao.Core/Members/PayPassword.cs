namespace Tongbao.Core.Members;

/// <summary>
/// A use case that needs a member's payment password, or sets one. It is run twice: first it refuses what can be refused without the
/// password and asks (<see cref="PayPassword.Check"/>); the hash, slow by design, is worked out between two commits, where nobody waits
/// for it; then the same command is run again with its <see cref="Verdict"/>, and looks at everything once more.
/// </summary>
public abstract record PasswordCommand : Command
{
    /// <summary>What was typed, to be compared with what the member has set.</summary>
    public Secret? Password { get; init; }

    /// <summary>What the member wants to have from now on.</summary>
    public Secret? NewPassword { get; init; }

    public PasswordVerdict? Verdict { get; init; }
}

/// <summary>What the hash said.</summary>
/// <param name="Against">The stored hash that the password was compared with; a verdict on an older one does not count.</param>
/// <param name="NewHash">The new password as it is stored.</param>
public sealed record PasswordVerdict(Secret? Against, bool Right, Secret? NewHash);

/// <summary>Asks for the verdict on a command's passwords; its answer is the same command again, with the verdict.</summary>
/// <param name="Against">The stored hash to compare with; null where only a new password is hashed.</param>
public sealed record PasswordAsk(PasswordCommand Of, Secret? Against) : Ask;

/// <summary>
/// 支付密码: three errors within 24 hours lock it until midnight (4.1.17 (7); docs/wires/tsy2.md, decision 7). Every use of the password shares
/// the count: paying, changing it, changing the phone. A right one does not clear it, and neither does a reset: the lock ends at midnight
/// alone.
/// </summary>
public static class PayPassword
{
    public const int MaxErrors = 3;

    /// <summary>The document states no form (ours): six digits as the trade has them, or something longer and better.</summary>
    public const int MinLength = 6, MaxLength = 20;

    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>6 to 20 letters, digits or signs, all of ASCII and none of them blank.</summary>
    public static bool HasForm(Secret password) =>
        password.Clear.Length is >= MinLength and <= MaxLength && password.Clear.All(c => c is > ' ' and < '\x7f');

    public static readonly Error BadForm = Errors.BadPasswordForm.With(MinLength, MaxLength);

    public static bool IsLocked(this Member member, DateTimeOffset now) => now < member.PasswordLockedUntil;

    /// <summary>
    /// Null when the password is right; else the refusal, or that it is being worked out. The third error is answered as one and locks.
    /// </summary>
    public static Result? Check(Book book, Member member, PasswordCommand command)
    {
        if (member.PasswordHash is not { } stored) return Errors.PayPasswordNotSet;
        if (member.IsLocked(book.Now)) return Errors.PayPasswordLocked;
        if (command.Verdict is not { } verdict || verdict.Against != stored)
        {
            book.Ask = new PasswordAsk(command, stored);
            return Done.It;
        }
        if (verdict.Right) return null;
        var erred = CountError(book, member);
        return erred.IsLocked(book.Now) ? Errors.WrongPasswordLocks
            : Errors.WrongPasswordTriesLeft.With(MaxErrors - erred.PasswordErrors.Count);
    }

    /// <summary>The member with its new password; null while the hash is being worked out.</summary>
    public static Member? WithNew(Book book, Member member, PasswordCommand command)
    {
        if (command.Verdict?.NewHash is { } hash) return member with { PasswordHash = hash };
        book.Ask = new PasswordAsk(command, null);
        return null;
    }

    /// <summary>An error counts although the request that made it is refused.</summary>
    internal static Member CountError(Book book, Member member)
    {
        var erred = AfterError(member, book.Now);
        book.DespiteRefusal(after => after.Members.Save(erred));
        return erred;
    }

    private static Member AfterError(Member member, DateTimeOffset now)
    {
        DateTimeOffset[] errors = [.. member.PasswordErrors.Where(at => at > now - Window), now];
        return errors.Length < MaxErrors
            ? member with { PasswordErrors = errors }
            : member with { PasswordErrors = [], PasswordLockedUntil = Days.At(Days.DateOf(now).AddDays(1), TimeSpan.Zero) };
    }
}
