using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>Given: merchants, with a number or on the way to one.</summary>
public sealed partial class Yst2Flow
{
    /// <summary>WeChat and Alipay, 6 per mille, by the day.</summary>
    public static readonly object[] UsualProducts = [Product("VSP501"), Product("VSP511")];

    private string? file;

    public static object Product(string code, string rate = "6.00") =>
        new { pid = "P0003", mtrxCode = code, feeRate = rate, feeCycle = "2" };

    /// <summary>A picture that was uploaded; requests may name it as often as they like.</summary>
    public async Task<string> Picture() => file ??= (await Files.Upload(Yst2Files.Picture)).Must().Text("fileId")!;

    /// <summary>A member that passed its checks: its merchant number.</summary>
    public async Task<string> GivenOnboarded(string member, params object[] products) =>
        await GivenOnboarded(MerchantPapers.New(member), products);

    public async Task<string> GivenOnboarded(MerchantPapers papers, params object[] products)
    {
        var serial = Serial();
        var request = await Application(papers, serial);
        if (products.Length > 0) request["merAddProductInfo"] = Json.Object(new { products })["products"]!.DeepClone();
        await Call("1070", request, "66666");
        return (await Call("1072", new { reqTraceNum = serial, signNum = papers.Member })).Text("vspCusId")!;
    }

    /// <summary>The application as the vendor's demo sends it, with what the checks ask for.</summary>
    public async Task<JsonObject> Application(MerchantPapers papers, string serial)
    {
        var isPerson = papers.Nature == MerchantPapers.Person;
        return Json.Object(new
        {
            reqTraceNum = serial, signNum = papers.Member, notifyUrl = Receiver.Url(),
            merAddBasicInfo = new
            {
                cusName = papers.CompanyName, cusSimName = "测试店", comProperty = papers.Nature, mcc = "5311",
                corpBusName = isPerson ? null : papers.CompanyName, creditCode = isPerson ? null : papers.CreditCode,
                creditCodeExpire = isPerson ? null : "9999-12-31", legalName = papers.LegalName, legalIdType = "01",
                legalIdNo = Seal(papers.IdNumber), legalIdExpire = "2046-01-01", address = "上海市黄浦区测试路1号",
                personTel = isPerson ? papers.Phone : null, clearTimeRule = "",
            },
            merAddBankAcctInfo = new
            {
                acctAttr = papers.HasPersonalCard ? "0" : "1", acctNum = Seal(papers.CardNo), bankReservePhone = papers.Phone,
                openBankNo = "01030000", openBankBranchName = "中国农业银行上海分行", payBankNumber = "103290000010",
                openBankProvince = "上海市", openBankCity = "上海市",
            },
            merAddProductInfo = UsualProducts,
            merAddAttachmentInfo = new
            {
                unifiedSocialCreditPhoto = isPerson ? null : await Picture(), legalFacePhoto = await Picture(),
                legalNationalEmblemPhoto = await Picture(),
            },
        });
    }

    /// <summary>The acquiring agreement of a sole trader is signed, so the compliance review is open.</summary>
    public async Task GivenInReview(MerchantPapers papers)
    {
        await GivenPhone(papers.Member, papers.Phone);
        var signing = Signing(papers.Member, name: papers.CompanyName);
        await Call("1050", signing);
        await Sign(papers.Member, signing);
        Assert.Equal("0", await ComplianceOf(papers.Member));
    }

    public async Task<string?> ComplianceOf(string member) =>
        (await Call("1075", new { reqTraceNum = Serial(), signNum = member })).Text("complianceStatus");

    /// <summary>What an operator decides of a member's review of this kind.</summary>
    public Task Review(string member, string kind, string result, params string[] rejectItems) =>
        Sandbox.Review(App.Id, member, new { kind, result, reason = result == "reject" ? "审核不通过" : null, rejectItems });

    /// <summary>The notices of a transCode that came so far, once there is one.</summary>
    public async Task<IReadOnlyList<Yst2Notice>> Told(string transCode, int count = 1)
    {
        while (Receiver.Received.Count(n => n.TransCode == transCode) < count) await Task.Delay(20);
        return [.. Receiver.Received.Where(n => n.TransCode == transCode)];
    }

    /// <summary>Certified at both channels by the operator.</summary>
    public async Task GivenCertified(string member)
    {
        await Sandbox.Certify(App.Id, member, "wx", "success");
        await Sandbox.Certify(App.Id, member, "ali", "success");
    }
}
