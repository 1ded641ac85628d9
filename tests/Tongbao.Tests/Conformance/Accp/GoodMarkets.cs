using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Conformance.Accp;

/// <summary>The markets in which they are good.</summary>
public static partial class GoodRequests
{
    public const string Buyer = "buyer", Seller = "seller";

    private const string Password = AccpFlow.Password;

    private static Task<object> Is(object request) => Task.FromResult(request);

    /// <summary>Of a user who is open.</summary>
    private static async Task<object> Of(AccpFlow f, object request)
    {
        await f.GivenUser(Buyer);
        return Json.Merge(new { user_id = Buyer }, request);
    }

    /// <summary>An operation on an account that the password proves.</summary>
    private static async Task<JsonObject> Change(AccpFlow f, object request) => Json.Merge(new
    {
        user_id = Buyer, txn_seqno = AccpFlow.Serial(), txn_time = AccpClient.Stamp(), notify_url = f.Receiver.Url(),
        password = await f.Seal(Password),
    }, request);

    private static object Completes(string serial, string? token) => new { user_id = Buyer, txn_seqno = serial, token };

    private static object NewCardPhone(AccpFlow f, Person card, string phone, string serial) => new
    {
        user_id = Buyer, txn_seqno = serial, txn_time = AccpClient.Stamp(), notify_url = f.Receiver.Url(),
        linked_acctno = card.CardNo, new_linked_phone = phone,
    };

    private static async Task<object> ProvesPhone(AccpFlow f)
    {
        var phone = Person.New(Buyer).Phone;
        await f.Account("regphone-verifycode-apply", new { user_id = Buyer, reg_phone = phone });
        return new { user_id = Buyer, reg_phone = phone, verify_code = await f.Sms(phone) };
    }

    private static async Task<(string Serial, string Token)> Applied(AccpFlow f) => await f.GivenApplication(Person.New(Buyer));

    /// <summary>The opening sent a code to the same phone a minute before (W32).</summary>
    private static async Task<object> FindsPassword(AccpFlow f)
    {
        var person = await f.GivenUser(Buyer);
        await f.Sandbox.Advance("PT1M");
        return new { user_id = Buyer, linked_acctno = person.CardNo };
    }

    private static async Task Pair(AccpFlow f, string yuan = "100.00")
    {
        await f.GivenUserWith(Buyer, yuan);
        await f.GivenUser(Seller);
    }

    /// <summary>A purchase that nobody has paid yet.</summary>
    private static async Task<string> Ordered(AccpFlow f)
    {
        await Pair(f);
        return await f.GivenPurchase(Buyer, "10.00", (Seller, "10.00"));
    }

    private static async Task<string> Bought(AccpFlow f)
    {
        var order = await Ordered(f);
        await f.PayByBalance(order, Buyer, "10.00");
        return order;
    }

    /// <summary>Paid, and all of it frozen.</summary>
    private static async Task<string> Guaranteed(AccpFlow f)
    {
        await Pair(f);
        var order = await f.GivenGuarantee(Buyer, "10.00", (Seller, "10.00"));
        await f.PayByBalance(order, Buyer, "10.00");
        return order;
    }

    private static async Task<JsonObject> Withdraws(AccpFlow f, string? checks = null)
    {
        var person = await f.GivenUserWith(Buyer, "100.00");
        return AccpFlow.With(await f.WithdrawalOf(person, "10.00"), new { check_flag = checks ?? "N" });
    }
}
