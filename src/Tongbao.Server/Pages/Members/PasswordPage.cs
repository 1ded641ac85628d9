using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Server.Pages.Parts;

namespace Tongbao.Server.Pages.Members;

/// <summary>What the password and phone pages tell the merchant by way of the browser.</summary>
public sealed record JumpFacts(BizUserId Member, Phone? NewPhone = null)
{
    public string Result => "OK";
}

/// <summary>
/// 支付密码页面: what setting, resetting and changing a password have alike. The password goes from the form to the hash and nowhere else.
/// </summary>
public abstract class PasswordPage<T> : HostedPage where T : PasswordCommand
{
    private const string Resend = "resend", IsDone = "done";

    protected abstract (string Zh, string En) Title { get; }
    protected abstract bool AsksOld { get; }
    public override Type Request => typeof(T);

    protected abstract BizUserId MemberOf(T asked);
    protected abstract string? JumpUrlOf(T asked);

    /// <summary>The use case again, sending a code to the bound phone; where the page knows of none, unchanged.</summary>
    protected abstract T SendingCode(T asked);

    protected abstract T Filled(T asked, PageForm form);

    public override async Task<PageAnswer> Open(PageVisit visit)
    {
        var asked = visit.Request<T>();
        var result = await visit.Run(SendingCode(asked));
        // A code that was sent a moment ago is as good on this page as on the one before.
        return result.Error is { } error && error != Errors.CodesTooOften ? Refuse(visit, asked, error) : PageAnswer.Stays;
    }

    public override Task<PageAnswer> Show(PageVisit visit) => Show(visit, []);

    public override async Task<PageAnswer> Submit(PageVisit visit, PageForm form)
    {
        var asked = visit.Request<T>();
        if (form.Action == Resend) return await SendAgain(visit, asked);
        if (form.Secret("newPassword") != form.Secret("repeat"))
            return await Show(visit, [new Mistake("repeat", "两次输入的密码不一致", "The two passwords differ")]);
        var result = await visit.Run(Filled(asked, form) with { NewPassword = form.Secret("newPassword") });
        if (result.Error is { } error)
            return FieldOf(error) is { } field ? await Show(visit, [Mistake.Of(field, visit.Words.Of(error))])
            : Refuse(visit, asked, error);
        if (JumpUrlOf(asked) is { } url) return PageAnswer.LeadBack(visit.Done(url, new JumpFacts(MemberOf(asked))));
        await visit.Keep(IsDone);
        return PageAnswer.Stays;
    }

    private async Task<PageAnswer> SendAgain(PageVisit visit, T asked)
    {
        if ((await visit.Run(SendingCode(asked))).Error is not { } error) return PageAnswer.Stays;
        return FieldOf(error) is { } field ? await Show(visit, [Mistake.Of(field, visit.Words.Of(error))]) : Refuse(visit, asked, error);
    }

    private async Task<PageAnswer> Show(PageVisit visit, IReadOnlyList<Mistake> mistakes)
    {
        var asked = visit.Request<T>();
        if (visit.State == IsDone) return Finished.Page(visit, Title);
        var result = await visit.Run(asked);
        if (result.Error is { } error) return Refuse(visit, asked, error);
        return PageAnswer.Show<PasswordForm>(new Dictionary<string, object?>
        {
            [nameof(PasswordForm.Visit)] = visit,
            [nameof(PasswordForm.Title)] = Title,
            [nameof(PasswordForm.Holder)] = result.Reply,
            [nameof(PasswordForm.AsksOld)] = AsksOld,
            [nameof(PasswordForm.Mistakes)] = mistakes,
        }, JumpUrlOf(asked), mistakes.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private PageAnswer Refuse(PageVisit visit, T asked, Error error) =>
        PageAnswer.Refuse(error, JumpUrlOf(asked) is { } url ? visit.Refused(url, error) : null);

    /// <summary>The field that can be put right; null: nothing on this page can.</summary>
    private static string? FieldOf(Error error) =>
        error.Is(Errors.WrongPassword) ? "password"
        : error == PayPassword.BadForm || error == Errors.PasswordNotNew ? "newPassword"
        : error == Errors.WrongCode || error == Errors.CodesTooOften ? "code"
        : error == Errors.IdCardRefused ? "identity"
        : error == Errors.TimedOut ? "newPassword" : null;
}
