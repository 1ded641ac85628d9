using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Server.Pages.Parts;

namespace Tongbao.Server.Pages.Members;

/// <summary>修改绑定手机 (通商云 4.1.20): the password and the new phone first, then the code that was sent to it.</summary>
public sealed class UpdatePhoneByPayPwdPage : HostedPage
{
    private const string IsDone = "done", Again = "again";
    private static readonly (string, string) Title = ("修改绑定手机", "Change your phone");

    public override string Name => UpdatePhoneByPayPwd.Method;
    public override Type Request => typeof(UpdatePhoneByPayPwd);

    public override async Task<PageAnswer> Open(PageVisit visit)
    {
        var asked = visit.Request<UpdatePhoneByPayPwd>();
        var result = await visit.Run(asked);
        return result.Error is { } error ? Refuse(visit, asked, error) : PageAnswer.Stays;
    }

    public override Task<PageAnswer> Show(PageVisit visit) => Show(visit, []);

    public override async Task<PageAnswer> Submit(PageVisit visit, PageForm form)
    {
        var asked = visit.Request<UpdatePhoneByPayPwd>();
        if (form.Action == Again)
        {
            await visit.Keep("");
            return PageAnswer.Stays;
        }
        return string.IsNullOrEmpty(visit.State) ? await Begin(visit, asked, form)
            : await Finish(visit, asked, new Phone(visit.State), form);
    }

    private async Task<PageAnswer> Begin(PageVisit visit, UpdatePhoneByPayPwd asked, PageForm form)
    {
        var result = await visit.Run(asked with { NewPhone = new Phone(form["phone"]), Password = form.Secret("password") });
        if (result.Error is { } error)
            return FieldOf(error) is { } field ? await Show(visit, [Mistake.Of(field, visit.Words.Of(error))])
            : Refuse(visit, asked, error);
        await visit.Keep(form["phone"]);
        return PageAnswer.Stays;
    }

    private async Task<PageAnswer> Finish(PageVisit visit, UpdatePhoneByPayPwd asked, Phone newPhone, PageForm form)
    {
        var result = await visit.Run(new ConfirmNewPhone(asked.Member, asked.Name, asked.IdNumber, asked.OldPhone, asked.BackUrl, newPhone,
            new Secret(form["code"])));
        if (result.Error is { } error)
            return error == Errors.WrongCode ? await Show(visit, [Mistake.Of("code", visit.Words.Of(error))]) : Refuse(visit, asked, error);
        if (asked.JumpUrl is { } url) return PageAnswer.LeadBack(visit.Done(url, new JumpFacts(asked.Member, newPhone)));
        await visit.Keep(IsDone);
        return PageAnswer.Stays;
    }

    private async Task<PageAnswer> Show(PageVisit visit, IReadOnlyList<Mistake> mistakes)
    {
        var asked = visit.Request<UpdatePhoneByPayPwd>();
        if (visit.State == IsDone) return Finished.Page(visit, Title);
        var result = await visit.Run(asked);
        if (result.Error is { } error) return Refuse(visit, asked, error);
        return PageAnswer.Show<PhoneForm>(new Dictionary<string, object?>
        {
            [nameof(PhoneForm.Visit)] = visit,
            [nameof(PhoneForm.OldPhone)] = ((PasswordHolderReply)result.Reply!).CodeSentTo,
            [nameof(PhoneForm.NewPhone)] = string.IsNullOrEmpty(visit.State) ? null : new Phone(visit.State).Masked,
            [nameof(PhoneForm.Mistakes)] = mistakes,
        }, asked.JumpUrl, mistakes.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private PageAnswer Refuse(PageVisit visit, UpdatePhoneByPayPwd asked, Error error) =>
        PageAnswer.Refuse(error, asked.JumpUrl is { } url ? visit.Refused(url, error) : null);

    private static string? FieldOf(Error error) =>
        error.Is(Errors.WrongPassword) || error == Errors.TimedOut ? "password"
        : error == Errors.PhoneAlreadyBound || error == Errors.CodesTooOften || error.Is(Errors.BadParameter) ? "phone" : null;
}
