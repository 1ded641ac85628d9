using System.Globalization;
using Microsoft.AspNetCore.Components;
using Tongbao.Core.Members.Agreements;
using Tongbao.Server.Pages.Parts;

namespace Tongbao.Server.Pages.Signing;

/// <summary>What the pages of signing have alike.</summary>
public abstract class SigningComponent : PageComponent
{
    [Parameter, EditorRequired] public SigningVisit Visit { get; set; } = null!;
    [Parameter] public IReadOnlyList<Mistake> Mistakes { get; set; } = [];

    protected SigningSight Sight => Visit.Sight;

    /// <summary>Who the parties are, and what is agreed on.</summary>
    protected IEnumerable<(string, string, string)> Rows(AgreementOnPage shown)
    {
        yield return ("签约会员", "Member", Sight.Signer.RegisteredName);
        if (shown.OtherName is { } other)
            yield return Sight.Side == SigningSide.Payee && shown.Agreement.Payee == Sight.Signer.Id ? ("分账方", "Receiver of shares", other)
                : ("收款方", "Payee", other);
        if (Sight.Request.Authorised is { } authorised && shown.Agreement.Kind == AgreementKind.Letter)
        {
            yield return ("法定代表人", "Legal person", Sight.Signer.Company!.LegalName);
            yield return ("被授权人", "Authorised person", authorised.Name);
            yield return ("被授权人手机", "Authorised phone", authorised.Phone.ToString());
        }
        yield return ("平台", "Platform", Visit.App.Name);
        if (shown.Agreement.MostBasisPoints is { } most)
            yield return (shown.Agreement.Kind == AgreementKind.Commission ? "平台抽佣最大比例" : "分账最大比例",
                shown.Agreement.Kind == AgreementKind.Commission ? "Greatest commission" : "Greatest share", Percent(most));
    }

    /// <summary>One that is in force or ended, with its number and dates.</summary>
    protected IEnumerable<(string, string, string)> SignedRows(AgreementOnPage shown)
    {
        var agreement = shown.Agreement;
        yield return ("协议编号", "Number", agreement.No);
        foreach (var row in Rows(shown)) yield return row;
        var at = Days.ToChina(agreement.SignedAt!.Value);
        yield return ("签约时间", "Signed", at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        yield return ("状态", "State", agreement.State == AgreementState.Signed ? Say("生效中", "In force")
            : Say("已失效", "No longer in force"));
    }

    private static string Percent(int basisPoints) =>
        string.Create(CultureInfo.InvariantCulture, $"{basisPoints / 100}.{basisPoints % 100:00}%");
}
