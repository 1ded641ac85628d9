using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class OpenacctIndividualTests
{
    private const string Apply = "openacct-apply-individual", Confirm = "openacct-verify-individual";

    /// <summary>A card whose holder is known to the bank (catalog/shared/testvalues.tbl).</summary>
    private static readonly Person Known = new("u1", "18019823456", "通商云", "310226123456745676", "6228481234567898346");

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A1#2", "A1#3", "A1#20", "A1#22")]
    public async Task One_application_and_the_code_open_a_verified_person_with_password_phone_and_card(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var person = Person.New("u1");
        var (serial, token) = await flow.GivenApplication(person);
        Assert.Equal("ACTIVATE_PENDING", await flow.Status("u1"));
        var opened = (await flow.Verify(person, serial, token, await flow.Sms(person.Phone))).Must();
        Assert.Equal("NORMAL", opened.Text("user_status"));
        Assert.Matches("^[0-9]{16,20}$", opened.Text("accp_txno"));
        Assert.Matches("^[0-9a-f]{32}$", opened.Text("oid_userno"));
        var known = await flow.Account("query-userinfo", new { user_id = "u1" });
        Assert.Equal(("NORMAL", person.Name, opened.Text("oid_userno")),
            (known.Text("user_status"), known.Text("user_name"), known.Text("oid_userno")));
        (await flow.Judge("u1", AccpFlow.Password)).Must();
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("u1", "NORMAL", opened.Text("accp_txno"), opened.Text("oid_userno")),
            (told.Text("user_id"), told.Text("user_status"), told.Text("accp_txno"), told.Text("oid_userno")));
        Assert.NotNull(told.Text("linked_agrtno"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("A1#6")]
    public async Task The_phone_is_one_that_this_user_proved_before_or_proves_in_the_same_request()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var (person, other) = (Person.New("u1"), Person.New("u1"));
        await flow.GivenProvedPhone("u1", person.Phone);
        await Applies(flow, person with { Phone = other.Phone }, "1023");
        await Applies(flow, person with { BizUserId = "u2" }, "1023");
        await flow.Account("regphone-verifycode-apply", new { user_id = "u1", reg_phone = other.Phone });
        var code = await flow.Sms(other.Phone);
        var papers = flow.PersonPapers(other, AccpFlow.Serial());
        await flow.Account(Apply, AccpFlow.With(papers, new { basicInfo = new { reg_phone_verifycode = AccpFlow.NotThis(code) } }), "1017");
        await flow.Account(Apply, AccpFlow.With(papers, new { basicInfo = new { reg_phone_verifycode = code } }));
    }

    [Theory, Holds("A1#10", "A1#11")]
    [InlineData("user_id"), InlineData("notify_url"), InlineData("basicInfo.user_name"), InlineData("basicInfo.id_no")]
    [InlineData("basicInfo.reg_phone"), InlineData("linkedAcctInfo.linked_acctno"), InlineData("linkedAcctInfo.linked_phone")]
    [InlineData("basicInfo.address"), InlineData("basicInfo.occupation"), InlineData("linkedAcctInfo")]
    public async Task What_is_needed_and_missing_is_named(string field)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = Person.New("u1");
        var papers = Json.Object(flow.PersonPapers(person, AccpFlow.Serial()));
        var steps = field.Split('.');
        ((JsonObject)(steps.Length == 1 ? papers : papers[steps[0]]!)).Remove(steps[^1]);
        Assert.Contains($"（{field}）", (await flow.Account(Apply, papers, "1005")).Message);
        await flow.Account("query-userinfo", new { user_id = "u1" }, "2003");
    }

    [Fact, Holds("A1#7", "A1#11")]
    public async Task Papers_are_those_of_a_person_and_what_is_not_judged_may_be_anything()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = Person.New("u1");
        await flow.GivenProvedPhone("u1", person.Phone);
        var papers = flow.PersonPapers(person, AccpFlow.Serial());
        Assert.Contains("（basicInfo.id_type）", (await flow.Account(Apply,
            AccpFlow.With(papers, new { basicInfo = new { id_type = "UNIFIED_SOCIAL_CREDIT_CODE" } }), "1005")).Message);
        await flow.Account(Apply, AccpFlow.With(papers, new { basicInfo = new { occupation = "no such trade", address = "x" } }));
    }

    [Fact, Holds("A1#19")]
    public async Task Elements_that_are_not_of_one_another_are_refused_before_a_code_is_sent()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var own = Person.New("u1");
        await flow.GivenProvedPhone("u1", own.Phone);
        var papers = AccpFlow.With(flow.PersonPapers(Known with { Phone = own.Phone }, AccpFlow.Serial()),
            new { linkedAcctInfo = new { linked_phone = Known.Phone } });
        await flow.Account(Apply, AccpFlow.With(papers, new { linkedAcctInfo = new { linked_phone = own.Phone } }), "1028");
        await flow.Account(Apply, AccpFlow.With(papers, new { basicInfo = new { id_no = own.IdNumber } }), "1024");
        await flow.Account(Apply, AccpFlow.With(papers, new { basicInfo = new { user_name = own.Name } }), "1023");
        await flow.Account(Apply, AccpFlow.With(papers, new { linkedAcctInfo = new { linked_acctno = "4000000000000000000" } }), "1029");
        Assert.Equal(0, await flow.SmsCount(Known.Phone));
        await flow.Account("query-userinfo", new { user_id = "u1" }, "2003");
        await flow.Account(Apply, papers);
        Assert.Equal(1, await flow.SmsCount(Known.Phone));
    }

    [Fact, Holds("A1#20", "W30", "W31")]
    public async Task A_wrong_code_opens_nothing_and_the_token_is_its_users_and_serials_and_used_once()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var (person, other) = (Person.New("u1"), Person.New("u2"));
        var (serial, token) = await flow.GivenApplication(person);
        var (otherSerial, otherToken) = await flow.GivenApplication(other);
        var code = await flow.Sms(person.Phone);
        (await flow.Verify(person, serial, token, AccpFlow.NotThis(code))).Must("1017");
        Assert.Equal("ACTIVATE_PENDING", await flow.Status("u1"));
        (await flow.Verify(person, serial, token, null)).Must("1005");
        (await flow.Verify(person, otherSerial, token, code)).Must("1000");
        (await flow.Verify(person, serial, otherToken, code)).Must("1000");
        (await flow.Verify(person, serial, "0f8fad5bd9cb469fa16570867728950e", code)).Must("1000");
        (await flow.Verify(person with { BizUserId = "nobody" }, serial, token, code)).Must("2003");
        (await flow.Verify(person, serial, token, code)).Must();
        (await flow.Verify(person, serial, token, code)).Must("1000");
        await flow.CloseTheDay();
    }

    [Fact, Holds("W30")]
    public async Task A_token_lives_30_minutes()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.Sandbox.Freeze();
        var (person, late) = (Person.New("u1"), Person.New("u2"));
        var (serial, token) = await flow.GivenApplication(person);
        var (lateSerial, lateToken) = await flow.GivenApplication(late);
        await flow.Sandbox.Advance("PT30M");
        (await flow.Verify(person, serial, token, await flow.Sms(person.Phone))).Must();
        await flow.Sandbox.Advance("PT1S");
        (await flow.Verify(late, lateSerial, lateToken, await flow.Sms(late.Phone))).Must("1000");
        await flow.GivenApplication(late);
        await flow.CloseTheDay();
    }

    [Fact, Holds("W18", "W50")]
    public async Task A_serial_is_used_once_and_a_refused_request_does_not_use_it_up()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var (person, other) = (Person.New("u1"), Person.New("u2"));
        await flow.GivenProvedPhone("u2", other.Phone);
        var (serial, _) = await flow.GivenApplication(person);
        await flow.Account(Apply, flow.PersonPapers(other, serial), "1010");
        var own = AccpFlow.Serial();
        await flow.Account(Apply, AccpFlow.With(flow.PersonPapers(other, own), new { basicInfo = new { reg_phone = person.Phone } }),
            "1023");
        await flow.Account(Apply, flow.PersonPapers(other, own));
        await flow.Account(Apply, flow.PersonPapers(other, own), "1010");
    }

    [Fact, Holds("W50")]
    public async Task Who_is_open_is_not_opened_again_and_one_ID_number_opens_so_many_users()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite, new { usersPerPerson = 1 });
        var person = await flow.GivenUser("u1");
        await flow.Account(Apply, flow.PersonPapers(person, AccpFlow.Serial()), "2006");
        var twin = Person.New("u2") with { IdNumber = person.IdNumber };
        await flow.GivenProvedPhone("u2", twin.Phone);
        await flow.Account(Apply, flow.PersonPapers(twin, AccpFlow.Serial()), "2007");
        await flow.Account(Apply, AccpFlow.With(flow.PersonPapers(twin, AccpFlow.Serial()), new { user_id = "两" }), "1005");
    }

    [Fact, Holds("W50")]
    public async Task Who_was_verified_by_the_same_number_on_another_wire_counts_too()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite, new { usersPerPerson = 1 });
        var tsy2 = await flow.GivenDoorOfTsy2();
        var person = Person.New("u1");
        Assert.True((await tsy2.Call("MemberService", "createMember", new { bizUserId = "m1", memberType = 3, source = 2 })).Ok);
        Assert.True((await tsy2.Call("MemberService", "setRealName", new { bizUserId = "m1", isAuth = true, name = person.Name,
            identityType = 1, identityNo = await tsy2.Encrypt(person.IdNumber) })).Ok);
        await flow.GivenProvedPhone("u1", person.Phone);
        await Applies(flow, person, "2007");
        await Applies(flow, person with { IdNumber = Person.New("u1").IdNumber }, "0000");
    }

    [Fact, Holds("W52")]
    public async Task Beside_accountInfo_the_card_may_be_left_out_and_no_code_is_needed()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = Person.New("u1");
        await flow.GivenProvedPhone("u1", person.Phone);
        var serial = AccpFlow.Serial();
        var papers = Json.Object(flow.PersonPapers(person, serial));
        papers.Remove("linkedAcctInfo");
        papers["accountInfo"] = JsonNode.Parse("""{"account_type":"PERSONAL_PAYMENT_ACCOUNT"}""");
        var sent = await flow.SmsCount(person.Phone);
        var token = (await flow.Account(Apply, papers)).Text("token")!;
        Assert.Equal(sent, await flow.SmsCount(person.Phone));
        Assert.Equal("NORMAL", (await flow.Verify(person, serial, token, null)).Must().Text("user_status"));
    }

    private static Task<AccpReply> Applies(AccpFlow flow, Person person, string code) =>
        flow.Account(Apply, flow.PersonPapers(person, AccpFlow.Serial()), code);
}
