namespace Tongbao.Tests.Flows.Accp;

/// <summary>Cards and phones of users who are open.</summary>
public sealed partial class AccpFlow
{
    /// <summary>新增绑卡申请 with the right password.</summary>
    public async Task<object> Binding(string user, Person card, string? serial = null) => new
    {
        user_id = user, txn_seqno = serial ?? Serial(), txn_time = AccpClient.Stamp(), notify_url = Receiver.Url(),
        linked_acctno = card.CardNo, linked_phone = card.Phone, password = await Seal(Password),
    };

    /// <summary>One more card of a person, bound.</summary>
    public async Task<(Person Card, string Agreement)> GivenCard(string user)
    {
        var card = Person.New(user);
        var serial = Serial();
        var token = (await Account("individual-bindcard-apply", await Binding(user, card, serial))).Text("token");
        var bound = await Account("individual-bindcard-verify",
            new { user_id = user, txn_seqno = serial, token, verify_code = await Sms(card.Phone) });
        return (card, bound.Text("linked_agrtno")!);
    }

    /// <summary>A request of payment-bankcard.</summary>
    /// <param name="card">linked_acctno or linked_agrtno.</param>
    public async Task<object> CardCall(string order, string user, string amount, object card, string method = "AGRT_DEBIT_CARD") => new
    {
        txn_seqno = order, total_amount = amount, bankCardInfo = card,
        payerInfo = new { user_id = user, password = await Seal(Password) }, payMethods = new[] { new { method, amount } },
    };

    /// <summary>Pays with a bound card and the code that went to the phone.</summary>
    public async Task PayByCard(Person user, string order, string amount, object card, string method = "AGRT_DEBIT_CARD")
    {
        var asked = await Trade("payment-bankcard", await CardCall(order, user.BizUserId, amount, card, method), "8888");
        await Trade("validation-sms", new
        {
            user_id = user.BizUserId, txn_seqno = order, total_amount = amount, token = asked.Text("token"),
            verify_code = await Sms(user.Phone),
        });
    }

    /// <summary>The numbers that query-linkedacct lists.</summary>
    public async Task<IReadOnlyList<string>> Cards(string user) =>
        [.. (await Account("query-linkedacct", new { user_id = user })).Value.GetProperty("linked_acctlist").EnumerateArray()
            .Select(c => c.GetProperty("linked_acctno").GetString()!)];
}
