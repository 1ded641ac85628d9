using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class OpenacctEnterpriseTests
{
    private const string Apply = "openacct-apply-enterprise", Confirm = "openacct-verify-enterprise";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A1#13", "A1#22", "W51")]
    public async Task With_the_password_it_goes_to_review_and_is_approved_when_its_photos_are_there(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var (_, serial) = await flow.GivenCompanyInReview("u2");
        Assert.Equal("CHECK_PENDING", await flow.Status("u2"));
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.Review(flow.App.Id, "u2", "approve"))).Status);
        Assert.Equal("CHECK_PENDING", await flow.Status("u2"));
        await flow.GivenPhotos("u2");
        await flow.Sandbox.Review(flow.App.Id, "u2", "approve");
        Assert.Equal("NORMAL", await flow.Status("u2"));
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal("NORMAL", told.Text("user_status"));
        Assert.NotNull(told.Text("linked_agrtno"));
        (await flow.Judge("u2", AccpFlow.Password)).Must();
        await flow.CloseTheDay();
    }

    [Fact, Holds("W51", "W30", "W31")]
    public async Task Without_the_password_a_second_step_brings_it_with_token_and_code()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var boss = Person.New("u2");
        await flow.GivenProvedPhone("u2", boss.Phone);
        var serial = AccpFlow.Serial();
        var applied = await flow.Account(Apply, await flow.CompanyPapers(boss, serial, password: null));
        Assert.Equal("ACTIVATE_PENDING", applied.Text("user_status"));
        var code = await flow.Sms(boss.Phone);
        var verify = new { user_id = "u2", txn_seqno = serial, token = applied.Text("token"), verify_code = code,
            password = await flow.Seal(AccpFlow.Password) };
        await flow.Account(Confirm, AccpFlow.With(verify, new { verify_code = AccpFlow.NotThis(code) }), "1017");
        await flow.Account(Confirm, AccpFlow.With(verify, new { token = "no" }), "1000");
        await flow.Account("openacct-verify-individual", verify, "2014");
        Assert.Equal("ACTIVATE_PENDING", await flow.Status("u2"));
        await flow.Account(Confirm, AccpFlow.With(verify, new { password = await flow.Seal("123456") }), "1016");
        Assert.Equal("CHECK_PENDING", (await flow.Account(Confirm, verify)).Text("user_status"));
        await flow.Account(Confirm, verify, "1000");
    }

    [Theory, Holds("A1#7", "A1#12")]
    [InlineData("user_id"), InlineData("basicInfo.user_name"), InlineData("basicInfo.id_no"), InlineData("basicInfo.reg_phone")]
    [InlineData("basicAcctInfo.basicacct_no"), InlineData("linkedAcctInfo.linked_acctno"), InlineData("linkedAcctInfo.linked_bankcode")]
    [InlineData("linkedAcctInfo.linked_brbankno"), InlineData("basicInfo.id_type", "ID_CARD")]
    public async Task What_is_needed_and_missing_or_wrong_is_named(string field, string? value = null)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var papers = Json.Object(await flow.CompanyPapers(Person.New("u2"), AccpFlow.Serial()));
        var steps = field.Split('.');
        ((JsonObject)(steps.Length == 1 ? papers : papers[steps[0]]!))[steps[^1]] = value;
        Assert.Contains($"（{field}）", (await flow.Account(Apply, papers, "1005")).Message);
    }

    [Fact, Holds("A1#24", "W50")]
    public async Task A_refused_review_says_why_and_the_user_may_apply_again()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var (boss, serial) = await flow.GivenCompanyInReview("u2");
        await flow.Account(Apply, await flow.CompanyPapers(boss, AccpFlow.Serial()), "2006");
        await flow.Sandbox.Review(flow.App.Id, "u2", "reject", "营业执照不清晰");
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("ACTIVATE_PENDING", "营业执照不清晰"), (told.Text("user_status"), told.Text("remark")));
        Assert.Equal("营业执照不清晰", (await flow.Account("query-userinfo", new { user_id = "u2" })).Text("remark"));
        await flow.Account(Apply, await flow.CompanyPapers(boss, AccpFlow.Serial()));
        Assert.Equal("CHECK_PENDING", await flow.Status("u2"));
    }

    [Fact, Holds("W50")]
    public async Task A_person_is_not_opened_as_a_company()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = Person.New("u1");
        await flow.GivenApplication(person);
        await flow.Account(Apply, await flow.CompanyPapers(person, AccpFlow.Serial()), "2014");
    }

    [Fact, Holds("A1#9", "A1#13")]
    public async Task Photos_may_come_first_and_where_reviews_are_automatic_they_open_it()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite, new { companyReview = "auto" });
        await flow.GivenPhotos("early");
        await flow.GivenCompanyInReview("early");
        Assert.Equal("NORMAL", await flow.Status("early"));
        var (_, serial) = await flow.GivenCompanyInReview("late");
        Assert.Equal("CHECK_PENDING", await flow.Status("late"));
        Assert.Contains("（unified_code）", (await flow.Account("upload-photos",
            new { user_id = "late", id_emblem = AccpFlow.Picture, id_portrait = AccpFlow.Picture, id_filetype = "png" }, "1005")).Message);
        await flow.GivenPhotos("late");
        Assert.Equal("NORMAL", await flow.Status("late"));
        Assert.Equal("NORMAL", Assert.Single(await flow.Receiver.WaitFor(serial)).Text("user_status"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("W53")]
    public async Task A_small_remittance_proves_the_account_or_the_opening_fails_after_three_days()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite, new { remittanceProof = true });
        await flow.Sandbox.Freeze();
        var serials = new Dictionary<string, string>();
        foreach (var user in new[] { "pays", "waits" })
        {
            serials[user] = (await flow.GivenCompanyInReview(user)).Serial;
            await flow.GivenPhotos(user);
            await flow.Sandbox.Review(flow.App.Id, user, "approve");
            Assert.Equal("REMITTANCE_VALID_PENDING", await flow.Status(user));
        }
        var asked = Assert.Single(await flow.Receiver.WaitFor(serials["pays"])).Value;
        var proof = asked.GetProperty("remittanceValidInfo");
        Assert.Matches(@"^0\.[0-9]{2}$", proof.GetProperty("payee_amt").GetString());
        var day = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).Date;
        Assert.Equal(day.AddDays(3).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture),
            proof.GetProperty("payee_deadline").GetString());
        await flow.Sandbox.Review(flow.App.Id, "pays", "approve");
        Assert.Equal("NORMAL", (await flow.Receiver.WaitFor(serials["pays"], 2))[1].Text("user_status"));
        await flow.Sandbox.MoveTo($"{day.AddDays(3):yyyy-MM-dd}T23:59:59");
        Assert.Equal("REMITTANCE_VALID_PENDING", await flow.Status("waits"));
        await flow.Sandbox.MoveTo($"{day.AddDays(4):yyyy-MM-dd}T00:00:00");
        var missed = (await flow.Receiver.WaitFor(serials["waits"], 2))[1];
        Assert.Equal("ACTIVATE_PENDING", missed.Text("user_status"));
        Assert.NotNull(missed.Text("remark"));
        Assert.Equal(("ACTIVATE_PENDING", "NORMAL"), (await flow.Status("waits"), await flow.Status("pays")));
        await flow.CloseTheDay();
    }
}
