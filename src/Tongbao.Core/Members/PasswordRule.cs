namespace Tongbao.Core.Members;

/// <summary>
/// 支付密码规则: which form passwords have, and how many errors lock one. The wire that sets or judges a password brings its rule; password,
/// errors and lock are the member's, whichever wire they came by. A lock ends at midnight, Asia/Shanghai.
/// </summary>
public abstract record PasswordRule
{
    /// <summary>三错锁定: three errors within 24 hours; a right one does not clear them (4.1.17 (7); docs/wires/tsy2.md, decision 7).</summary>
    public static readonly PasswordRule ThreeInADay = new Three();

    /// <summary>五错锁定: five errors since midnight; a right one clears them (docs/wires/accp.md, passwords).</summary>
    public static readonly PasswordRule FiveBeforeMidnight = new Five();

    public abstract int MaxErrors { get; }

    /// <summary>Does a right password clear the errors before it?</summary>
    public abstract bool RightOneClears { get; }

    public abstract bool HasForm(Secret password);

    /// <summary>What is said of a new password that has not the form.</summary>
    public abstract Error BadForm { get; }

    /// <summary>The credential after one more error: counted, or locked by it.</summary>
    public Credential AfterError(Credential credential, DateTimeOffset now)
    {
        DateTimeOffset[] errors = [.. credential.Errors.Where(at => Counts(at, now)), now];
        return errors.Length < MaxErrors ? credential with { Errors = errors }
            : credential with { Errors = [], LockedUntil = Days.At(Days.DateOf(now).AddDays(1), TimeSpan.Zero) };
    }

    protected abstract bool Counts(DateTimeOffset error, DateTimeOffset now);

    private sealed record Three : PasswordRule
    {
        public override int MaxErrors => PayPassword.MaxErrors;
        public override bool RightOneClears => false;
        public override bool HasForm(Secret password) => PayPassword.HasForm(password);
        public override Error BadForm => PayPassword.BadForm;
        protected override bool Counts(DateTimeOffset error, DateTimeOffset now) => error > now - PayPassword.Window;
    }

    /// <summary>
    /// 6 to 12 letters and digits. As a whole it is no run of digits that goes up or down by one, and no one digit repeated; 9 and 0 are no
    /// neighbours.
    /// </summary>
    private sealed record Five : PasswordRule
    {
        private const int MinLength = 6, MaxLength = 12;

        public override int MaxErrors => 5;
        public override bool RightOneClears => true;

        public override bool HasForm(Secret password) => password.Clear is { Length: >= MinLength and <= MaxLength } text
            && text.All(char.IsAsciiLetterOrDigit)
                && !(text.All(char.IsAsciiDigit) && (IsRun(text, 1) || IsRun(text, -1) || IsRun(text, 0)));

        public override Error BadForm => Errors.BadPasswordForm.With(MinLength, MaxLength);
        protected override bool Counts(DateTimeOffset error, DateTimeOffset now) => Days.DateOf(error) == Days.DateOf(now);

        private static bool IsRun(string text, int step) => Enumerable.Range(1, text.Length - 1).All(i => text[i] - text[i - 1] == step);
    }
}
