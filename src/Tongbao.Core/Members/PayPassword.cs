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

    /// <summary>By which its passwords are judged and formed.</summary>
    public virtual PasswordRule Rule => PasswordRule.ThreeInADay;
}

/// <summary>What the hash said.</summary>
/// <param name="Against">The stored hash that the password was compared with; a verdict on an older one does not count.</param>
/// <param name="NewHash">The new password as it is stored.</param>
public sealed record PasswordVerdict(Secret? Against, bool Right, Secret? NewHash);

/// <summary>Asks for the verdict on a command's passwords; its answer is the same command again, with the verdict.</summary>
/// <param name="Against">The stored hash to compare with; null where only a new password is hashed.</param>
public sealed record PasswordAsk(PasswordCommand Of, Secret? Against) : Ask;

/// <summary>
/// 支付密码: checking one, and setting a new one. Every use of the password shares the count of errors: paying, changing it, changing the
/// phone.
/// </summary>
public static class PayPassword
{
    public const int MaxErrors = 3;

    /// <summary>The document of 通商云 states no form (ours): six digits as the trade has them, or something longer and better.</summary>
    public const int MinLength = 6, MaxLength = 20;

    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>6 to 20 letters, digits or signs, all of ASCII and none of them blank.</summary>
    public static bool HasForm(Secret password) =>
        password.Clear.Length is >= MinLength and <= MaxLength && password.Clear.All(c => c is > ' ' and < '\x7f');

    public static readonly Error BadForm = Errors.BadPasswordForm.With(MinLength, MaxLength);

    /// <summary>
    /// Null when the password is right; else the refusal, or that it is being worked out. The error that locks is answered as one.
    /// </summary>
    public static async ValueTask<Result?> Check(Book book, Member member, PasswordCommand command)
    {
        if (await book.FindCredential(member) is not { } credential) return Errors.PayPasswordNotSet;
        if (credential.IsLocked(book.Now)) return Errors.PayPasswordLocked;
        if (command.Verdict is not { } verdict || verdict.Against != credential.Hash)
        {
            book.Ask = new PasswordAsk(command, credential.Hash);
            return Done.It;
        }
        if (!verdict.Right) return WrongOne(book, member, credential, command.Rule);
        if (command.Rule.RightOneClears && credential.Errors.Count > 0)
            book.InAnyCase(after => after.SaveCredential(member, credential with { Errors = [] }));
        return null;
    }

    /// <summary>The hash of the new password; null while it is being worked out.</summary>
    public static Secret? NewHash(Book book, PasswordCommand command)
    {
        if (command.Verdict?.NewHash is { } hash) return hash;
        book.Ask = new PasswordAsk(command, null);
        return null;
    }

    /// <summary>The password is another from now on. Errors and lock stay, but where whoever sets it was proved to be the member.</summary>
    public static async ValueTask Set(Book book, Member member, Secret hash, bool unlocks = false)
    {
        var before = unlocks ? null : await book.FindCredential(member);
        book.SaveCredential(member, before is null ? new Credential(member.Id, hash) : before with { Hash = hash });
    }

    /// <summary>An error counts although the request that made it is refused.</summary>
    internal static Credential CountError(Book book, Member member, Credential credential, PasswordRule rule)
    {
        var erred = rule.AfterError(credential, book.Now);
        book.DespiteRefusal(after => after.SaveCredential(member, erred));
        return erred;
    }

    private static Error WrongOne(Book book, Member member, Credential credential, PasswordRule rule)
    {
        var erred = CountError(book, member, credential, rule);
        return erred.IsLocked(book.Now) ? Errors.WrongPasswordLocks
            : Errors.WrongPasswordTriesLeft.With(rule.MaxErrors - erred.Errors.Count);
    }
}
