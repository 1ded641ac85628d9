using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>要素: what each check of 1010, 1020 and 1030 compares with what is listed.</summary>
[Collection("registry")]
public sealed class ElementsTests
{
    [Fact, Holds("7.5.2.2#12", "7.5.2.2#13", "7.5.2.2#14", "7.5.3#2", "7.5.2.1#8")]
    public async Task What_is_listed_must_agree_in_every_element_of_a_check()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var (code, legalId, card, id) = (Yst2Flow.NextCreditCode(), Yst2Flow.NextId(), Yst2Flow.NextCard(), Yst2Flow.NextId());
        await flow.Sandbox.PutRegistry(new
        {
            companies = new[] { new { creditCode = code, name = "登记公司", legalName = "钱七", legalIdNo = legalId } },
            persons = new[] { new { idNo = legalId, name = "钱七" }, new { idNo = id, name = "孙八" } },
            cards = new[] { new { cardNo = card, name = "钱七", idNo = legalId, phone = "13912345678", type = "debit" } },
        });
        var right = Yst2Flow.With(flow.Company("C", "2", name: "登记公司"), new
        {
            enterpriseBaseInfo = new { unifiedSocialCredit = code, legalPersonName = "钱七", legalPersonCerNum = flow.Seal(legalId) },
            bankAcctDetail = new { acctAttr = "0", acctNum = flow.Seal(card), bankReservePhone = "13912345678" },
        });
        await Refused(new { enterpriseBaseInfo = new { enterpriseName = "别的公司" } }, "20007");
        await Refused(new { enterpriseBaseInfo = new { legalPersonName = "孙八" } }, "20007");
        await Refused(new { enterpriseBaseInfo = new { legalPersonCerNum = flow.Seal(id) } }, "20008");
        await Refused(new { bankAcctDetail = new { bankReservePhone = "13912345670" } }, "20009");
        await flow.Call("1020", right);
        // The phone that a bank knows is its customer's own.
        await flow.GivenPerson("P");
        await flow.Call("1030", new { reqTraceNum = Yst2Flow.Serial(), signNum = "P", phone = "13912345678" }, "24003");
        // A sole trader binds no card of somebody else.
        var trader = (await flow.GivenCompany("T", "2"))["enterpriseBaseInfo"]!;
        await flow.Call("1010", new
        {
            reqTraceNum = Yst2Flow.Serial(), signNum = "T", name = (string)trader["legalPersonName"]!, cerType = "1",
            cerNum = (string)trader["legalPersonCerNum"]!, acctNum = flow.Seal(card), phone = "13912345678",
        }, "20015");
        await flow.Sandbox.PutRegistry(new { });

        async Task Refused(object change, string code) => await flow.Call("1020", Yst2Flow.With(right, change), code);
    }
}
