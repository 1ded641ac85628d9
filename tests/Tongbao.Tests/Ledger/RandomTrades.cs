using Tongbao.Core;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Accp;
using Tongbao.Core.Platform;

namespace Tongbao.Tests.Ledger;

/// <summary>
/// Trades of ACCP: purchases and guarantees with several payees, the calls that pay them, confirmations and refunds, which are held while
/// they are under way; for amounts that fit, and for others.
/// </summary>
public sealed partial class RandomMarket
{
    private const string Accp = "accp", Merchant = "2000000000000001";
    private static readonly Secret PasswordHash = new("hash"), Password = new("qwerty12");

    private readonly List<Tradecreate> trades = [];

    /// <summary>The wire whose use case it is.</summary>
    private static string? WireOf(Command command) =>
        command.GetType().Namespace!.EndsWith(".Accp", StringComparison.Ordinal) ? Accp : null;

    private void NoteTrade(Command command, Reply? reply)
    {
        if (command is Tradecreate trade && reply is OrderReply && !trades.Contains(trade)) trades.Add(trade);
        if (reply is TradeRefund.Accepted { OrderNo: var refund } && !orders.Contains(refund)) orders.Add(refund);
    }

    private Command? TradeOf(Happening h) => h.What switch
    {
        What.Trade => Trade(h),
        What.PayTrade when trades.Count > 0 => PayTrade(h, AnyTrade(h.A)),
        What.ConfirmTrade when trades.Count > 0 => ConfirmTrade(h, AnyTrade(h.A)),
        What.RefundTrade when trades.Count > 0 => RefundTrade(h, AnyTrade(h.A)),
        What.TransferToMany => new TransferMorepyee(Url, null, null, null, NewNo(), bank.Clock.GetUtcNow(), Amount(h.B) + Amount(h.C),
            "gift", null, PartyType.User, Who(h.A), null, Password, null, null, [Given(h.A + 1, h.B), Given(h.A + 2, h.C)])
        {
            Verdict = Right,
        },
        _ => null,
    };

    private static TransferPayee Given(int who, int amount) => new(PartyType.User, Who(who), null, Amount(amount));

    private static PasswordVerdict Right => new(PasswordHash, true, null);

    /// <summary>Under guarantee also for payees whom only a confirmation names.</summary>
    private Tradecreate Trade(Happening h)
    {
        var secured = h.D % 3 > 0;
        TradePayee[]? payees = secured && h.C % 4 == 0 ? null
            : [new(Who(h.A + 1), PartyType.User, null, Amount(h.B)), .. h.C % 2 == 0 ? [] : Second(h)];
        return new Tradecreate(secured ? TradeType.SecuredPurchase : TradeType.Purchase, Who(h.A), null, Url, null, null, NewNo(),
            bank.Clock.GetUtcNow(), payees?.Sum(p => p.Amount) ?? Amount(h.B), null, null, null, payees);
    }

    private static TradePayee[] Second(Happening h) => h.C % 3 == 0 ? [new(new BizUserId(Merchant), PartyType.Merchant, null, Amount(h.D))]
        : [new(Who(h.A + 2), PartyType.User, null, Amount(h.D))];

    private Tradecreate AnyTrade(int n) => trades[^(1 + n % Math.Min(4, trades.Count))];

    private static Command PayTrade(Happening h, Tradecreate trade)
    {
        var coupon = Cents.Min(new Cents(h.C % 7), trade.Amount);
        if (h.B % 3 == 0) return new PaymentBalance(trade.BizOrderNo, trade.Amount, coupon, null, trade.Member!.Value, Password, null)
        {
            Verdict = Right,
        };
        var balance = Cents.Min(new Cents(h.D % 60), trade.Amount - coupon);
        PayPart[] uses = [new("COUPON", coupon), new("BALANCE", balance), new("WECHAT_NATIVE", trade.Amount - coupon - balance)];
        return new PaymentGw(trade.BizOrderNo, trade.Amount, null, null, null, null, PartyType.User, trade.Member!.Value, Password, null,
            [.. uses.Where(u => u.Amount.IsPositive)]) { Verdict = Right };
    }

    private SecuredConfirm ConfirmTrade(Happening h, Tradecreate trade)
    {
        var all = h.B % 4 == 0;
        var amount = all || h.B % 4 == 1 ? trade.Amount : new Cents(1 + h.C % 120);
        var payee = trade.Payees is { } named ? named[h.D % named.Count] : new TradePayee(Who(h.D), PartyType.User, null, default);
        return new SecuredConfirm(trade.Member!.Value, all ? ConfirmMode.All : ConfirmMode.Part, trade.BizOrderNo, trade.Amount, NewNo(),
            bank.Clock.GetUtcNow(), amount, null, all ? null : [payee with { Amount = amount }]);
    }

    /// <summary>Out of the guarantee, or from a payee, by one of the ways that it may have been paid.</summary>
    private AsynRefund RefundTrade(Happening h, Tradecreate trade)
    {
        var amount = h.B % 5 == 0 ? trade.Amount : new Cents(1 + h.C % 90);
        var of = trade.Payees is { } named ? named[h.B % named.Count] : new TradePayee(Who(h.D), PartyType.User, null, default);
        var (payee, type, account) = h.D % 2 == 0 ? (new BizUserId(Merchant), PartyType.Merchant, "MCHASSURE")
            : (of.Payee, of.PayeeType, of.PayeeType == PartyType.User ? null : "MCHOWN");
        string[] methods = ["BALANCE", "WECHAT_NATIVE", "COUPON"];
        return new AsynRefund(trade.Member!.Value, Url, null, trade.BizOrderNo, trade.Amount, NewNo(), bank.Clock.GetUtcNow(), payee, type,
            account, amount, [new RefundPart(methods[h.A % 7 == 0 ? 2 : h.A % 2], amount)]);
    }

    /// <summary>The app gets an identity on ACCP, and its members a password whose hash is never worked out.</summary>
    private sealed record OpenAccp : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            book.SaveApp(book.App.With(new Identity(Accp, Merchant, "rsa-accp", [], new Secret(""), new Settings { DailyOrderLimit = 0 })));
            foreach (var id in Members.Select(name => new BizUserId(name)))
                book.SaveCredential((await book.FindMember(id))!, new Credential(id, PasswordHash));
            return Done.It;
        }
    }
}
