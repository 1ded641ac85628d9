using System.Collections.Concurrent;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Safety;

/// <summary>
/// The trades of ACCP that are made beside those of 通商云 by the same members: transfers to several, purchases with several payees by coupon
/// and WeChat, guarantees whose confirmations and refunds race for the same money, refunds of payees, and withdrawals.
/// </summary>
public sealed class AccpTrading(AccpFlow accp)
{
    /// <summary>Where guarantee money stands, as the tables of balances name it.</summary>
    public const string Guarantee = "guarantee";

    private const string Repeated = "1010", PaidAlready = "3002", UnderWay = "3003", Taken = "0000";

    /// <summary>余额不足 of a user, of the merchant; more than is held; more than can be given back.</summary>
    public static readonly string[] Refusals = ["3005", "3006", "3004", PaidAlready, "3018"];

    private readonly ConcurrentQueue<(string Buyer, string Serial, long Total, string Payee, long Left)> bought = new();
    private readonly ConcurrentQueue<Func<Task<Deal>>> guaranteed = new();

    /// <summary>One of them: three of the members, and amounts.</summary>
    /// <param name="coupons">The name of the account of coupons in tables of balances.</param>
    public Task<Deal> Next(string one, string other, string third, Func<long, long> amount, string coupons) => Random.Shared.Next(6) switch
    {
        0 => Transfer((one, amount(5_00)), (other, amount(5_00))),
        1 => Withdrawal(amount(2_00)),
        2 when bought.TryDequeue(out var paid) => RefundOf(paid.Buyer, paid.Serial, paid.Total, paid.Payee,
            Random.Shared.NextInt64(1, paid.Left + 1)),
        2 or 3 when guaranteed.TryDequeue(out var next) => next(),
        4 => Purchase("SECURED_CONSUME", one, coupons, (other, amount(20_00)), (third, amount(20_00))),
        _ => Purchase("GENERAL_CONSUME", one, coupons, (other, amount(20_00)), (third, amount(20_00))),
    };

    private async Task<Deal> Transfer(params (string Payee, long Amount)[] payees)
    {
        var sum = payees.Sum(p => p.Amount);
        return await Single("transfer-morepyee", Json.Merge(accp.TransferTo(payees[0].Payee, Yuan(sum)), new
        {
            payeeInfo = payees.Select(p => new { payee_type = "USER", payee_id = p.Payee, payee_amount = Yuan(p.Amount) }).ToArray(),
        }), null, [("platform", -sum), .. payees.Select(p => (p.Payee, p.Amount))]);
    }

    private Task<Deal> Withdrawal(long amount) => Single("withdrawal", new
    {
        notify_url = accp.Receiver.Url(), linked_acctno = "6228480000000000099",
        orderInfo = new { txn_seqno = AccpFlow.Serial(), txn_time = AccpClient.Stamp(), total_amount = Yuan(amount) },
        payerInfo = new { payer_type = "MERCHANT", payer_id = accp.Number, payer_accttype = "MCHOWN" },
    }, null, [("platform", -amount)]);

    /// <summary>By a coupon and WeChat: the order, the call that pays it, and the buyer's phone.</summary>
    private async Task<Deal> Purchase(string type, string buyer, string coupons, (string Payee, long Amount) first,
        (string Payee, long Amount) second)
    {
        var (serial, total, coupon) = (AccpFlow.Serial(), first.Amount + second.Amount, Random.Shared.NextInt64(1, 10));
        var create = await Sign("tradecreate", accp.Order(serial, type, buyer, Yuan(total), (first.Payee, Yuan(first.Amount)),
            (second.Payee, Yuan(second.Amount))));
        var pay = await Sign("payment-gw",
            accp.GatewayCall(serial, buyer, Yuan(total), ("COUPON", Yuan(coupon)), ("WECHAT_NATIVE", Yuan(total - coupon))));
        var secured = type == "SECURED_CONSUME";
        (string, long)[] effect = secured ? [(coupons, -coupon), (Guarantee, total)]
            : [(coupons, -coupon), (first.Payee, first.Amount), (second.Payee, second.Amount)];
        return new AccpDeal(type, [new(Send(create), Repeated), new(Send(pay), PaidAlready, UnderWay), new(Pays(serial), Taken)], effect)
        {
            Then = () =>
            {
                if (!secured) bought.Enqueue((buyer, serial, total, first.Payee, Math.Min(first.Amount, total - coupon)));
                else Guaranteed(buyer, serial, total, total - coupon, first);
            },
        };
    }

    /// <summary>A confirmation, one of most of it, and a refund of as much: together they want more than there is.</summary>
    private void Guaranteed(string buyer, string serial, long total, long byChannel, (string Payee, long Amount) first)
    {
        guaranteed.Enqueue(() => Confirmation(buyer, serial, total, first.Payee, first.Amount));
        guaranteed.Enqueue(() => RefundOf(buyer, serial, total, null, byChannel));
    }

    private Task<Deal> Confirmation(string buyer, string serial, long total, string payee, long amount) => Single("secured-confirm", new
    {
        user_id = buyer, confirm_mode = "PART", originalOrderInfo = new { txn_seqno = serial, total_amount = Yuan(total) },
        confirmOrderInfo = new { confirm_seqno = AccpFlow.Serial(), confirm_time = AccpClient.Stamp(), confirm_amount = Yuan(amount) },
        payeeInfo = new[] { new { payee_id = payee, payee_type = "USER", payee_amount = Yuan(amount) } },
    }, null, [(Guarantee, -amount), (payee, amount)]);

    /// <param name="payee">Null: out of the guarantee.</param>
    private async Task<Deal> RefundOf(string buyer, string serial, long total, string? payee, long amount)
    {
        var refund = accp.RefundOf(serial, buyer, Yuan(total), payee ?? accp.Number, Yuan(amount), "WECHAT_NATIVE");
        if (payee is null)
        {
            refund["refundOrderInfo"]!["payee_type"] = "MERCHANT";
            refund["refundOrderInfo"]!["payee_accttype"] = "MCHASSURE";
        }
        return await Single("asyn-refund", refund, null, [(payee ?? Guarantee, -amount)]);
    }

    private async Task<Deal> Single(string method, object request, Action? then, (string, long)[] effect) =>
        new AccpDeal(method, [new(Send(await Sign(method, request)), Repeated)], effect) { Then = then };

    private Task<AccpRequest> Sign(string method, object request) => accp.Client.Sign($"txn/{method}", request);

    private static Func<Doors, Task<string>> Send(AccpRequest request) => async through => (await through.Accp.Send(request)).Code;

    private Func<Doors, Task<string>> Pays(string serial) => async through =>
    {
        await through.Sandbox.Payment(accp.App.Id, serial, "success");
        return Taken;
    };

    private static string Yuan(long fen) => (fen / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
