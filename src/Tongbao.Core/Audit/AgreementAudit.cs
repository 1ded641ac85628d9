using Tongbao.Core.Members;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Audit;

/// <summary>
/// 协议核对: an agreement in force has the signatures of all its parties, and is the only one of its kind between them; one that may still be
/// signed by a link ends by the agenda.
/// </summary>
internal sealed class AgreementAudit(IAuditRows rows, Findings findings)
{
    public async Task Run()
    {
        await foreach (var agreement in rows.All(Agreement.Rows)) findings.Note(Rule.Agreements, await Check(agreement));
    }

    private async ValueTask<string?> Check(Agreement agreement)
    {
        if (agreement.IsOpen) return await CheckEnd(agreement);
        if (agreement.State == AgreementState.Failed)
            return agreement.SignedAt is null ? null : $"agreement {agreement.No} failed, and yet it took force";
        if (agreement.SignedAt is null || agreement.PayeeSignedAt is null
            || (agreement.Kind == AgreementKind.Split && (agreement.Splitter is null || agreement.SplitterSignedAt is null)))
            return $"agreement {agreement.No} took force without all its signatures";
        if (agreement.State == AgreementState.Superseded) return null;
        var inForce = await rows.FindBy(Agreement.Rows, Agreement.Rows.Index(Agreement.InForce),
            Agreement.KeyOf(agreement.Kind, agreement.Payee, agreement.Splitter));
        return inForce?.No == agreement.No ? null
            : $"agreement {agreement.No} is in force beside {inForce?.No ?? "one that cannot be found"}";
    }

    private async ValueTask<string?> CheckEnd(Agreement agreement)
    {
        var request = await rows.Find(AccountOperation.Rows, agreement.Request.Value);
        if (request is null || await rows.Find(Signing.Rows, request.OrderNo.Value) is not { } signing)
            return $"agreement {agreement.No} waits for signatures, and nobody asked for them";
        return signing.ExpiresAt is null || await rows.Find(WorkItem.Rows, SigningResults.ExpiryId(signing.No)) is not null ? null
            : $"agreement {agreement.No} waits for signatures, and its end is not on the agenda";
    }
}
