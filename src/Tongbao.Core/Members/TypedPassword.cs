using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>
/// A use case whose passwords come out of a password control: each behind the digits of a random factor, or bare. It is given them as the
/// wire opened them; what of them is the password, <see cref="TypedPasswords"/> finds out.
/// </summary>
/// <param name="Typed">To be compared with the member's password.</param>
/// <param name="TypedNew">To be the member's password from now on.</param>
/// <param name="RandomKey">Names the factor, one for both.</param>
public abstract record TypedPasswordCommand(Secret? Typed, string? RandomKey, Secret? TypedNew = null) : PasswordCommand
{
    public override PasswordRule Rule => PasswordRule.FiveBeforeMidnight;
}

/// <summary>
/// 密码控件的密码: judged, or taken as new ones. A factor is used up when a password is judged with it, right or wrong, and not by what a
/// request is refused for before: so these come after serials, states and permissions (docs/wires/accp.md, passwords).
/// </summary>
public static class TypedPasswords
{
    /// <summary>
    /// Null when the password is right; else the refusal (not set, locked, factor, wrong with the tries left), or that it is being worked
    /// out, which the use case returns as it is: it is run again with the verdict. Errors, the lock and the factor are kept whatever
    /// becomes of the request.
    /// </summary>
    public static async ValueTask<Result?> CheckTyped(this Book book, Member member, TypedPasswordCommand command)
    {
        if (await book.FindCredential(member) is not { } credential) return Errors.PayPasswordNotSet;
        if (credential.IsLocked(book.Now)) return Errors.PayPasswordLocked;
        var (factor, password, unfit) = await Open(book, member.Id, command.Typed, command.RandomKey);
        if (unfit is not null) return unfit;
        // Of two passwords that one key was named for each may come in its own form.
        var (_, wanted, unfitNew) = command.TypedNew is null ? default : await Open(book, member.Id, command.TypedNew, command.RandomKey);
        if (unfitNew is not null) return unfitNew;
        var outcome = await PayPassword.Check(book, member, command with { Password = password, NewPassword = wanted });
        if (book.Ask is not PasswordAsk) UseUp(book, factor);
        if (outcome is null && wanted is not null && !command.Rule.HasForm(wanted)) return command.Rule.BadForm;
        return outcome;
    }

    /// <summary>
    /// A first password, or one in place of a forgotten one: its hash, or why not (factor, form); neither while the hash is being worked
    /// out, when the use case answers <see cref="Done"/> and is run again.
    /// </summary>
    public static async ValueTask<(Secret? Hash, Error? Wrong)> NewTyped(this Book book, BizUserId member, TypedPasswordCommand command)
    {
        var (factor, password, unfit) = await Open(book, member, command.TypedNew, command.RandomKey);
        if (unfit is not null) return (null, unfit);
        if (!command.Rule.HasForm(password!))
        {
            UseUp(book, factor);
            return (null, command.Rule.BadForm);
        }
        if (PayPassword.NewHash(book, command with { NewPassword = password }) is not { } hash) return default;
        UseUp(book, factor);
        return (hash, null);
    }

    /// <summary>What stands behind the factor's digits; all of it where there are none and none are asked for.</summary>
    private static async ValueTask<(RandomFactor? Factor, Secret? Password, Error? Unfit)> Open(Book book, BizUserId member, Secret? typed,
        string? key)
    {
        if (typed is null) return (null, null, Errors.BadPasswordForm);
        if (key is null) return book.Settings.FactorRequired ? (null, null, Errors.FactorUnfit) : (null, typed, null);
        if (await book.RandomFactors.Find(key) is not { } factor || factor.Member != member || book.Now > factor.ExpiresAt)
            return (null, null, Errors.FactorUnfit);
        if (typed.Clear.StartsWith(factor.Value.Clear, StringComparison.Ordinal))
            return (factor, new Secret(typed.Clear[RandomFactor.Digits..]), null);
        if (typed.Clear.Length > RandomFactor.Digits && typed.Clear.AsSpan(0, RandomFactor.Digits).IndexOfAnyExceptInRange('0', '9') < 0)
            return (null, null, Errors.FactorUnfit);
        // What did not open cannot be told from what came bare, and must not be: where a factor is required both are nobody's password.
        return (factor, book.Settings.FactorRequired ? Nobodys : typed, null);
    }

    private static readonly Secret Nobodys = new("\uFFFD");

    private static void UseUp(Book book, RandomFactor? factor)
    {
        if (factor is not null) book.InAnyCase(after => after.RandomFactors.Remove(factor));
    }
}
