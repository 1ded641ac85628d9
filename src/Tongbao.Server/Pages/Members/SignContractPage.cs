using Tongbao.Core.Members;
using Tongbao.Server.Pages.Parts;

namespace Tongbao.Server.Pages.Members;

/// <summary>会员电子协议签约 (通商云 4.1.4). What goes wrong is shown here and told nobody.</summary>
public sealed class SignContractPage : HostedPage
{
    public override string Name => SignContract.Method;
    public override Type Request => typeof(SignContract);

    public override async Task<PageAnswer> Open(PageVisit visit)
    {
        var asked = visit.Request<SignContract>();
        var result = await visit.Run(asked);
        return result.Error is { } error ? Refuse(visit, asked, error) : PageAnswer.Stays;
    }

    public override Task<PageAnswer> Show(PageVisit visit) => Show(visit, []);

    public override async Task<PageAnswer> Submit(PageVisit visit, PageForm form)
    {
        if (form["agree"] != "yes") return await Show(visit,
            [new Mistake("agree", "请阅读协议并勾选同意", "Read the agreement and tick that you agree")]);
        var asked = visit.Request<SignContract>();
        var result = await visit.Run(asked with { Agreed = true });
        if (result.Error is { } error) return Refuse(visit, asked, error);
        var signed = (ContractReply)result.Reply!;
        return PageAnswer.LeadBack(visit.Done(asked.JumpUrl, new ContractFacts(signed.Member, signed.ContractNo!)));
    }

    private static async Task<PageAnswer> Show(PageVisit visit, IReadOnlyList<Mistake> mistakes)
    {
        var asked = visit.Request<SignContract>();
        var result = await visit.Run(asked);
        if (result.Error is { } error) return Refuse(visit, asked, error);
        return PageAnswer.Show<Contract>(new Dictionary<string, object?>
        {
            [nameof(Contract.Visit)] = visit,
            [nameof(Contract.Signer)] = ((ContractReply)result.Reply!).Signer,
            [nameof(Contract.Mistakes)] = mistakes,
        }, asked.JumpUrl, mistakes.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static PageAnswer Refuse(PageVisit visit, SignContract asked, Error error) =>
        PageAnswer.Refuse(error, visit.Refused(asked.JumpUrl, error));

    private sealed record ContractFacts(BizUserId Member, string ContractNo)
    {
        public string Result => "OK";
    }
}
