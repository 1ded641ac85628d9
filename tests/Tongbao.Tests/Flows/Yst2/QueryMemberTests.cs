using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>查询会员信息 (1027).</summary>
public sealed class QueryMemberTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.1#14")]
    public async Task Every_side_of_a_person_is_shown_in_real_json(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        var card = Yst2Flow.NextCard();
        await flow.GivenPerson("A", card: card, phone: true);
        var basics = await flow.Shown("A", 1);
        Assert.Equal(("3", "分账方", "1", "李四", "1", "1", "1"), (basics.Text("memberBasicInfo.memberType"),
            basics.Text("memberBasicInfo.memberRole"), basics.Text("memberBasicInfo.memberStatus"), basics.Text("memberBasicInfo.name"),
            basics.Text("memberBasicInfo.cerType"), basics.Text("memberBasicInfo.isRealNameAuth"), basics.Text("memberBasicInfo.isWithdraw")));
        var cards = await flow.Shown("A", 2);
        Assert.Equal((card, "李四", "1", "8", "0", "0"), (flow.Open(cards.Text("acctInfo[0].bankCardNo")!),
            cards.Text("acctInfo[0].bankAccountName"), cards.Text("acctInfo[0].bindStatus"), cards.Text("acctInfo[0].bindType"),
            cards.Text("acctInfo[0].acctAttr"), cards.Text("acctInfo[0].isSettleAcct")));
        Assert.Equal("[]", (await flow.Shown("A", 3)).Text("agreementArray"));
        Assert.Equal(basics.Text("memberBasicInfo.phone"), (await flow.Shown("A", 5)).Text("bindPhoneJson.phone"));
        Assert.Matches("^[0-9]{20}$", (await flow.Shown("A", 9)).Text("settleAcctInfo.acctNo")!);
        Assert.Equal(("0", "1", "1"), (await flow.Shown("A", 10)) is var controls ? (controls.Text("memberControlInfo.sepOutFlag"),
            controls.Text("memberControlInfo.sepInFlag"), controls.Text("memberControlInfo.memberWithdrawFlag")) : default);
        await flow.CloseTheDay();
    }

    [Fact]
    public async Task A_merchant_is_shown_with_its_number_and_its_account()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var number = await flow.GivenMerchant("M");
        Assert.Equal("收款方,收单商户", (await flow.Shown("M", 1)).Text("memberBasicInfo.memberRole"));
        var account = await flow.Shown("M", 9);
        Assert.Equal((number, "1"), (account.Text("settleAcctInfo.vspCusId"), account.Text("settleAcctInfo.status")));
        var cards = await flow.Shown("M", 2);
        Assert.Equal(("1", "99", "上海某某（集团）有限公司"), (cards.Text("acctInfo[0].acctAttr"), cards.Text("acctInfo[0].bindType"),
            cards.Text("acctInfo[0].bankAccountName")));
    }

    [Fact, Holds("7.3#2")]
    public async Task The_platform_has_its_account_without_doing_anything()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        Assert.Matches("^[0-9]{20}$", (await flow.Shown(Yst2Flow.Platform, 9)).Text("settleAcctInfo.acctNo")!);
        var balance = await flow.Call("1023", new { signNum = Yst2Flow.Platform });
        Assert.Equal(("08", "0", "0"), (balance.Text("balanceDetail[0].acctType"), balance.Text("balanceDetail[0].totalAmt"),
            balance.Text("balanceDetail[0].transitAmt")));
        // Sides of other products are left out, and the name of the key may be written otherwise.
        await flow.GivenPerson("A");
        foreach (var other in new[] { 6, 7, 8 }) Assert.Equal("A", (await flow.Shown("A", other)).Text("signNum"));
        Assert.NotNull((await flow.Call("1027", new { signNum = "A", InfoType = "1" })).Text("memberBasicInfo.name"));
        await flow.Call("1027", new { signNum = "A", infoType = "11" }, "10004");
        await flow.Call("1027", new { signNum = "nobody", infoType = "1" }, "20001");
    }
}
