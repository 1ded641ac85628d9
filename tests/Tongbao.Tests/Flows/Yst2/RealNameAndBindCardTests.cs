using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>个人会员实名及绑卡 (1010, 1011, 1014).</summary>
public sealed class RealNameAndBindCardTests
{
    private const string Apply = "1010", Confirm = "1011", Unbind = "1014";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.5.2.1#1", "7.5.2.1#3", "7.5.2.1#6", "7.3#3", "7.2.2#3")]
    public async Task A_person_is_opened_by_name_and_id_number_and_has_its_account(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        await flow.Call("1027", new { signNum = "A", infoType = "9" }, "20001");
        var request = flow.Person("A");
        var opened = await flow.Call(Apply, request);
        Assert.Matches("^20[0-9]{12}1010[0-9]{8}$", opened.Text("respTraceNum")!);
        Assert.Equal("A", opened.Text("signNum"));
        var account = await flow.Shown("A", 9);
        Assert.Equal("1", account.Text("settleAcctInfo.status"));
        Assert.Equal("[]", (await flow.Shown("A", 2)).Text("acctInfo"));
        // A repeat is answered as the first; other content by the same number is refused, and so is the number for something else.
        Assert.Equal(opened.Text("respTraceNum"), (await flow.Call(Apply, request)).Text("respTraceNum"));
        await flow.Call(Apply, Yst2Flow.With(request, new { name = "王五" }), "10006");
        await flow.Call("1031", new { reqTraceNum = (string)request["reqTraceNum"]!, signNum = "A", oriPhone = "13800000001" }, "10006");
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.5.2.1#2", "7.5.2.1#3", "7.5.2.1#4", "7.5.2.1#5")]
    public async Task What_a_new_person_must_bring()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var person = flow.Person("A");
        await Refused(person, new { memberRole = "" }, "20004");
        await Refused(person, new { memberRole = "收单商户" }, "20005");
        await Refused(person, new { memberRole = "别的" }, "10004");
        await Refused(person, new { cerNum = "" }, "10001");
        await Refused(person, new { name = "" }, "10001");
        await Refused(person, new { cerType = "2" }, "20006");
        await Refused(person, new { cerNum = flow.Seal("110101199003070012") }, "10002");
        await Refused(person, new { cerNum = "00" }, "10005");
        await Refused(person, new { acctNum = flow.Seal(Yst2Flow.NextCard()) }, "20025");
        await Refused(person, new { signNum = Yst2Flow.Platform }, "20001");
        await flow.Call("1027", new { signNum = "A", infoType = "1" }, "20001");
        // What a refused request called itself is free.
        await flow.Call(Apply, person);

        async Task Refused(JsonObject request, object change, string code) => await flow.Call(Apply, Yst2Flow.With(request, change), code);
    }

    [Fact]
    public async Task A_person_that_the_registers_do_not_confirm_is_not_opened()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.Call(Apply, flow.Person("A", name: "实名不符"), "20008");
        var bad = flow.Person("A");
        await flow.Call(Apply, Yst2Flow.With(bad, new { acctNum = flow.Seal("6222020200001230000"), phone = "13800000001" }), "20009");
        await flow.Call("1027", new { signNum = "A", infoType = "1" }, "20001");
        // A small x is an X.
        await flow.Call(Apply, Yst2Flow.With(bad, new { cerNum = flow.Seal("51370119380325580x") }));
    }

    [Fact, Holds("7.5.2.1#4", "7.5.2.1#7")]
    public async Task More_cards_are_bound_later_each_once()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var (first, second) = (Yst2Flow.NextCard(), Yst2Flow.NextCard());
        var person = Yst2Flow.With(flow.Person("A"), new { acctNum = flow.Seal(first), phone = "13800000001", bindType = "8" });
        await flow.Call(Apply, person);
        var more = Yst2Flow.With(person, new { reqTraceNum = Yst2Flow.Serial(), memberRole = "", acctNum = flow.Seal(second) });
        await flow.Call(Apply, Yst2Flow.With(more, new { name = "王五" }), "20003");
        await flow.Call(Apply, Yst2Flow.With(more, new { cerNum = flow.Seal(Yst2Flow.NextId()) }), "20003");
        await flow.Call(Apply, Yst2Flow.With(more, new { acctNum = flow.Seal(first) }), "20013");
        await flow.Call(Apply, more);
        var shown = await flow.Shown("A", 2);
        Assert.Equal((first, second), (flow.Open(shown.Text("acctInfo[0].bankCardNo")!), flow.Open(shown.Text("acctInfo[1].bankCardNo")!)));
        // One client encrypts a card number that is none, another sends every field empty.
        await flow.Call(Apply, Yst2Flow.With(more, new { reqTraceNum = Yst2Flow.Serial(), acctNum = flow.Seal(""), phone = "", cvv2 = "" }));
        Assert.Null((await flow.Shown("A", 2)).Text("acctInfo[2].bankCardNo"));

        var unbind = new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", acctNum = flow.Seal(first) };
        Assert.Equal("A", (await flow.Call(Unbind, unbind)).Text("signNum"));
        await flow.Call(Unbind, unbind);
        await flow.Call(Unbind, Yst2Flow.With(unbind, new { reqTraceNum = Yst2Flow.Serial() }), "20014");
        Assert.Equal(second, flow.Open((await flow.Shown("A", 2)).Text("acctInfo[0].bankCardNo")!));
    }

    [Theory, InlineData("6"), InlineData("7")]
    public async Task A_card_that_is_signed_for_is_bound_by_the_code_that_goes_to_its_phone(string bindType)
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var (card, phone) = (Yst2Flow.NextCard(), Yst2Flow.NextPhone());
        var person = Yst2Flow.With(flow.Person("A"), new { acctNum = flow.Seal(card), phone, bindType });
        var applied = await flow.Call(Apply, person, "66667");
        Assert.Equal("[]", (await flow.Shown("A", 2)).Text("acctInfo"));
        var code = await flow.Sms(phone);
        var confirm = new
        {
            reqTraceNum = Yst2Flow.Serial(), signNum = "A", applyRespTraceNum = applied.Text("respTraceNum"), phone, verifyCode = code,
        };
        // One client sends its 1014 by this transCode.
        await flow.Call(Confirm, Yst2Flow.With(confirm, new { applyRespTraceNum = "" }), "10001");
        await flow.Call(Confirm, Yst2Flow.With(confirm, new { verifyCode = code == "000000" ? "000001" : "000000" }), "24004");
        await flow.Call(Confirm, Yst2Flow.With(confirm, new { applyRespTraceNum = "20261121100200102000000003" }), "24006");
        Assert.Equal("66667", (await flow.When(Apply, person)).Code);
        var confirmed = await flow.Call(Confirm, confirm);
        Assert.NotNull(confirmed.Text("agreementNo"));
        Assert.Equal(confirmed.Text("agreementNo"), (await flow.Call(Confirm, confirm)).Text("agreementNo"));
        await flow.Call(Confirm, Yst2Flow.With(confirm, new { reqTraceNum = Yst2Flow.Serial() }), "24006");
        var shown = await flow.Shown("A", 2);
        Assert.Equal((card, bindType), (flow.Open(shown.Text("acctInfo[0].bankCardNo")!), shown.Text("acctInfo[0].bindType")));
        Assert.Equal(applied.Text("respTraceNum"), (await flow.Call(Apply, person)).Text("respTraceNum"));
    }

    [Fact, Holds("7.5.2.1#8", "7.5.2.1#9")]
    public async Task Of_a_sole_trader_one_card_of_its_legal_person_is_bound()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var trader = (await flow.GivenCompany("T", "2"))["enterpriseBaseInfo"]!;
        await flow.GivenCompany("E");
        JsonObject OfLegalPerson(string member) => Json.Object(new
        {
            reqTraceNum = Yst2Flow.Serial(), signNum = member, name = (string)trader["legalPersonName"]!, cerType = "1",
            cerNum = (string)trader["legalPersonCerNum"]!, acctNum = flow.Seal(Yst2Flow.NextCard()), phone = "13800000001",
        });
        await flow.Call(Apply, OfLegalPerson("E"), "20010");
        await flow.Call(Apply, Yst2Flow.With(OfLegalPerson("T"), new { name = "李四" }), "20015");
        await flow.Call(Apply, Yst2Flow.With(OfLegalPerson("T"), new { cerNum = flow.Seal(Yst2Flow.NextId()) }), "20015");
        await flow.Call(Apply, Yst2Flow.With(OfLegalPerson("T"), new { acctNum = flow.Seal("6222020200001230000") }), "20009");
        var bound = OfLegalPerson("T");
        await flow.Call(Apply, bound);
        await flow.Call(Apply, Yst2Flow.With(bound, new { reqTraceNum = Yst2Flow.Serial() }), "20013");
        await flow.Call(Apply, OfLegalPerson("T"), "20012");
        Assert.Equal(("1", "0"), (await flow.Shown("T", 2)) is var shown ? (shown.Text("acctInfo[0].acctAttr"), shown.Text("acctInfo[1].acctAttr"))
            : default);
        // Its own account stays.
        await flow.Call(Unbind, new { reqTraceNum = Yst2Flow.Serial(), signNum = "T", acctNum = shown.Text("acctInfo[0].bankCardNo") }, "20005");
    }
}
