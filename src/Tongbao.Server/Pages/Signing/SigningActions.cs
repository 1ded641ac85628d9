using Tongbao.Core.Members.Agreements;

namespace Tongbao.Server.Pages.Signing;

/// <summary>The buttons of signing pages, and the step that each is.</summary>
public static class SigningActions
{
    public const string SendCode = "code", Sign = "sign", Refuse = "refuse", RefuseForGood = "refuseForGood", FacePassed = "facePassed",
        FaceFailed = "faceFailed";

    /// <summary>Null where the page has no such button.</summary>
    public static Command? StepOf(SigningVisit visit, PageForm form)
    {
        var (no, side) = (visit.Sight.Request.No, visit.Sight.Side);
        return form.Action switch
        {
            SendCode => new SendSigningCode(no, side),
            Sign => new SignByCode(no, side, new Secret(form["code"])),
            RefuseForGood => new RefuseSigning(no, side),
            FacePassed when visit.IsSandbox => new FaceChecked(no, true),
            FaceFailed when visit.IsSandbox => new FaceChecked(no, false),
            _ => null,
        };
    }
}
