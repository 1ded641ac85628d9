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

    /// <summary>The numbers that query-linkedacct lists.</summary>
    public async Task<IReadOnlyList<string>> Cards(string user) =>
        [.. (await Account("query-linkedacct", new { user_id = user })).Value.GetProperty("linked_acctlist").EnumerateArray()
            .Select(c => c.GetProperty("linked_acctno").GetString()!)];
}
