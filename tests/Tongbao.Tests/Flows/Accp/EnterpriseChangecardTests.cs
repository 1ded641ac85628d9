using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class EnterpriseChangecardTests
{
    private const string Apply = "enterprise-changecard-apply";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A4#1", "A4#3")]
    public async Task A_company_has_one_account_however_often_it_is_replaced(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenCompany("u2");
        Assert.Single(await flow.Cards("u2"));
        foreach (var account in new[] { "310066000000000011", "310066000000000012", "310066000000000013" })
        {
            var serial = AccpFlow.Serial();
            var changed = await flow.Account(Apply, await Change(flow, "u2", account, serial));
            var listed = await flow.Account("query-linkedacct", new { user_id = "u2" });
            Assert.Equal([account], await flow.Cards("u2"));
            Assert.Equal(("01030000", "103100000026", changed.Text("linked_agrtno")), (listed.Text("linked_acctlist[0].linked_bankcode"),
                listed.Text("linked_acctlist[0].linked_brbankno"), listed.Text("linked_acctlist[0].linked_agrtno")));
            var told = Assert.Single(await flow.Receiver.WaitFor(serial));
            Assert.Equal(("LINKEDACCT_CHANGE_ENPR", "SUCCESS", changed.Text("linked_agrtno")),
                (told.Text("action"), told.Text("result"), told.Text("linked_agrtno")));
            Assert.Equal("ChangeBankAcct", (await flow.Account("query-txn", new { txn_seqno = serial })).Text("busi_type"));
        }
        await flow.CloseTheDay();
    }

    [Fact, Holds("A4#2", "A4#4", "W55", "W18")]
    public async Task A_wrong_password_a_person_and_the_same_account_change_nothing()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        await flow.GivenCompany("u2");
        var before = await flow.Cards("u2");
        var request = await Change(flow, "u2", "310066000000000011");
        await flow.Account(Apply, AccpFlow.With(request, new { password = await flow.Seal("wrong123") }), "1015");
        var factor = await flow.Factor("u2");
        var keyed = new { random_key = factor.Key, password = factor.Seal("wrong123") };
        await flow.Account(Apply, AccpFlow.With(request, keyed), "1015");
        await flow.Account(Apply, AccpFlow.With(request, keyed), "1013");
        await flow.Account(Apply, await Change(flow, "u1", "310066000000000011"), "2014");
        await flow.Account(Apply, await Change(flow, "nobody", "310066000000000011"), "2003");
        await flow.Account(Apply, await Change(flow, "u2", before[0]), "2008");
        await flow.Account(Apply, AccpFlow.With(request, new { linked_accttype = "LEGALREPT_BANK_CARD" }), "3020");
        Assert.Equal(before, await flow.Cards("u2"));
        await flow.ChangeState("u2", "pause");
        await flow.Account(Apply, request, "2001");
        await flow.ChangeState("u2", "resume");
        await flow.Account(Apply, request);
        await flow.Account(Apply, request, "1010");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A4#5", "W53")]
    public async Task Withdrawals_follow_the_new_account_once_a_small_remittance_has_proved_it(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        var boss = await flow.GivenCompany("u2");
        await flow.GivenMoney("u2", "100.00");
        var old = (await flow.Cards("u2"))[0];
        await flow.Sandbox.ChangeSettings(flow.App.Id, new { remittanceProof = true });
        var serial = AccpFlow.Serial();
        Assert.Null((await flow.Account(Apply, await Change(flow, "u2", "310066000000000011", serial))).Text("linked_agrtno"));
        var asked = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("LINKEDACCT_CHANGE_ENPR", "REMITTANCE_VALID_PENDING", null),
            (asked.Text("action"), asked.Text("result"), asked.Text("linked_agrtno")));
        Assert.Matches(@"^0\.[0-9]{2}$", asked.Value.GetProperty("remittanceValidInfo").GetProperty("payee_amt").GetString());
        Assert.Equal(("NORMAL", "CREATE"), (await flow.Status("u2"), await OperationState(flow, serial)));
        Assert.Equal(Masked(old), await PaidTo(flow, boss));

        await flow.Sandbox.Review(flow.App.Id, "u2", "approve");
        var done = (await flow.Receiver.WaitFor(serial, 2))[1];
        Assert.Equal(("SUCCESS", "SUCCESS"), (done.Text("result"), await OperationState(flow, serial)));
        Assert.Equal(["310066000000000011"], await flow.Cards("u2"));
        Assert.Equal(Masked("310066000000000011"), await PaidTo(flow, boss));

        await flow.Account(Apply, await Change(flow, "u2", "310066000000000012"));
        await flow.Account("cancel-apply", AccpFlow.With(await flow.Closing(boss), new { user_name = "某某有限公司",
            id_type = "UNIFIED_SOCIAL_CREDIT_CODE", id_no = $"91{boss.IdNumber[..15]}A" }), "2010");
        await flow.Sandbox.Advance("P4D");
        await flow.Sandbox.Review(flow.App.Id, "u2", "approve");
        Assert.Equal(["310066000000000011"], await flow.Cards("u2"));
        Assert.Equal(Masked("310066000000000011"), await PaidTo(flow, boss));
        await flow.CloseTheDay();
    }

    [Fact, Holds("A4#5")]
    public async Task Without_a_proof_they_follow_at_once_and_the_bank_goes_by_its_name()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var tsy2 = await flow.GivenDoorOfTsy2();
        var boss = await flow.GivenCompany("u2");
        await flow.GivenMoney("u2", "100.00");
        Assert.Equal("中国银行", await BankOf(tsy2));
        await flow.Account(Apply, await Change(flow, "u2", "310066000000000011"));
        Assert.Equal(Masked("310066000000000011"), await PaidTo(flow, boss));
        Assert.Equal("农业银行", await BankOf(tsy2));
        await flow.CloseTheDay();
    }

    private static async Task<string?> BankOf(Tsy2Client tsy2) =>
        (await tsy2.Call("MemberService", "getMemberInfo", new { bizUserId = "u2" })).Value.GetProperty("memberInfo")
            .GetProperty("parentBankName").GetString();

    private static async Task<string?> OperationState(AccpFlow flow, string serial) =>
        (await flow.Account("query-txn", new { txn_seqno = serial })).Text("status");

    private static string Masked(string account) => $"{account[..6]}****{account[^4..]}";

    /// <summary>To which account a withdrawal goes that names none.</summary>
    private static async Task<string?> PaidTo(AccpFlow flow, Person boss)
    {
        var asked = AccpFlow.With(await flow.WithdrawalOf(boss, "1.00"), new { linked_acctno = (string?)null });
        await flow.Trade("withdrawal", asked);
        await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked));
        var now = (await flow.Sandbox.Clock()).Now;
        var line = (await flow.LinesOf(flow.Flows("u2", "INNERCOMPANY", "USEROWN_AVAILABLE",
            new { date_start = AccpClient.Stamp(now.AddDays(-1)), date_end = AccpClient.Stamp(now) })))[0];
        return (await flow.Account("query-acctserialdetail",
            new { user_id = "u2", user_type = "INNERCOMPANY", jno_acct = AccpFlow.Said(line, "jno_acct") })).Text("other_acct");
    }

    private static async Task<object> Change(AccpFlow flow, string user, string account, string? serial = null) => new
    {
        user_id = user, txn_seqno = serial ?? AccpFlow.Serial(), txn_time = AccpClient.Stamp(), notify_url = flow.Receiver.Url(),
        linked_acctno = account, linked_bankcode = "01030000", linked_brbankno = "103100000026", linked_acctname = "某某有限公司",
        password = await flow.Seal(AccpFlow.Password),
    };
}
