using System.Text.Json.Nodes;
using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Tests.Conformance.Yst2;

/// <summary>The good requests of merchants: their onboarding, reviews, products and certifications.</summary>
public static partial class GoodRequests
{
    /// <summary>What the review of 1076 refused.</summary>
    public const string Refused = "businessDoorHeadPhoto";

    private static readonly IReadOnlyDictionary<string, Builder> Merchants = new Dictionary<string, Builder>
    {
        ["1070"] = async f => Json.Merge(await f.Application(MerchantPapers.New(Company), Yst2Flow.Serial()), new
        {
            merAddBeneficiaryInfo = new { legalSex = "1", merchantType = "1", beneficiaryName = "王小明" },
            merAddBranchInfo = new[] { new { branchName = "总店", contactPerson = "王小明" } },
        }),
        ["1072"] = Onboarded,
        ["1073"] = async f => Json.Merge(await Onboarded(f), new
        {
            notifyUrl = f.Receiver.Url(), opType = "add", merAddProductInfo = new[] { Yst2Flow.Product("VSP551", "5.00") },
        }),
        ["1075"] = Onboarded,
        ["1076"] = async f =>
        {
            await GivenReviewed(f);
            await f.Review(Company, "compliance", "reject", Refused);
            return Of(Company, new
            {
                notifyUrl = f.Receiver.Url(), storePic = await f.Picture(), merAddBasicInfo = new { servicePhone = "02100000000" },
                merAddAttachmentInfo = new { settleAcctPhoto = await f.Picture() },
            });
        },
        ["1077"] = Onboarded,
        ["1078"] = Onboarded,
        ["1079"] = async f => Json.Merge(await Onboarded(f), new { pageType = "all", notifyUrl = f.Receiver.Url() }),
    };

    /// <summary>A person with a number has signed, so that its papers are looked at.</summary>
    public static async Task GivenReviewed(Yst2Flow f)
    {
        var papers = MerchantPapers.New(Company, MerchantPapers.Person);
        await f.GivenOnboarded(papers);
        await f.GivenPhone(Company);
        var signing = f.Signing(Company, name: papers.LegalName);
        await f.Call("1050", signing);
        await f.Sign(Company, signing);
    }

    private static async Task<object> Onboarded(Yst2Flow f)
    {
        await f.GivenOnboarded(Company);
        return Of(Company, new { });
    }
}
