using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Freezing;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Payouts;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Splitting;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Sandbox;

namespace Tongbao.Tests.Ledger;

/// <summary>An app with three members in which happenings happen. Every refusal is allowed, no exception is.</summary>
public sealed partial class RandomMarket(Bank bank, AppId app, string custodySet)
{
    private const string Card = "6228480000000000017", Url = "http://127.0.0.1:9/notices";
    private static readonly string[] Members = ["ann", "bob", "cai"];
    private static readonly string[] WithdrawTypes = ["D0", "D1", "T1customized", "D0customized"];
    private static readonly Secret Code = new("123456");

    private readonly List<OrderNo> orders = [];
    private readonly List<string> freezes = [];
    private Command? last;
    private int said;
    private int number;

    public static async Task<RandomMarket> Open(Bank bank, object settings)
    {
        var app = await bank.NewApp(settings);
        foreach (var name in Members) await bank.Teller.Run(app, new Settle(new BizUserId(name), bank.Clock.GetUtcNow()));
        await bank.Teller.Run(app, new OpenAccp());
        await bank.Teller.Run(app, new OpenSettling());
        var market = new RandomMarket(bank, app, "200001");
        foreach (var set in new[] { Chart.Balance, Chart.Marketing, Chart.ReserveQuota })
            await bank.Teller.Run(app, new FundsCame(set, new Cents(5_000)));
        for (var i = 0; i < Members.Length; i++)
        {
            await market.Happen(new Happening(What.Deposit, i, 299, 0, 0));
            await bank.Teller.Run(app, new ChannelAnswered(market.orders[i], ChannelOperation.Pay,
                new ChannelAnswer(ChannelResult.Success)));
        }
        return market;
    }

    public AppId App => app;

    public async Task Happen(Happening h)
    {
        if (h.What == What.TimePasses) bank.Clock.Advance(TimeSpan.FromMinutes(h.A * h.A / 100));
        else if (Of(h) is { } command) await Run(command);
    }

    private async Task Run(Command command)
    {
        if (!ReferenceEquals(command, last)) said++;
        last = command;
        var raw = new RawRequest([], "", bank.Clock.GetUtcNow(), TimeSpan.Zero) { ContentDigest = ContentDigest.Of($"{said}"), Wire = WireOf(command) };
        var outcome = await bank.Teller.Run(app, command, raw);
        if (outcome.Result.Reply is OrderReply reply && !orders.Contains(reply.OrderNo)) orders.Add(reply.OrderNo);
        NoteEscrow(command, outcome.Result.Reply);
        NoteTrade(command, outcome.Result.Reply);
        NotePurchase(outcome.Result.Reply);
        // A question that nobody answers is a channel that is silent: its answer may come as a happening of its own.
    }

    private Command? Of(Happening h) => h.What switch
    {
        What.Deposit => new DepositApply(NewNo(), Who(h.A), custodySet, Amount(h.B), new Cents(h.C % 5), null, null, Url, null,
            [Scan(Amount(h.B))], null, null, null),
        What.Purchase => Purchase(h),
        What.Withdraw => new WithdrawApply(NewNo(), Who(h.A), custodySet, Amount(h.B), new Cents(h.C % 5), h.C % 2, Url, null, null,
            new BankCardNo(Card), 0, WithdrawTypes[h.D % 4], null, null),
        What.Refund => Refund(h),
        What.Freeze => new FreezeMoney(Who(h.A), NewFreeze(), custodySet, Amount(h.B)),
        What.Unfreeze => new UnfreezeMoney(Who(h.A), freezes.Count == 0 ? "none" : freezes[h.B % freezes.Count], custodySet, Amount(h.C)),
        What.Confirm when Any(h.A) is { } order => new Confirmed(order, h.B % 4 == 0 ? new Secret("000000") : Code),
        What.ChannelSpeaks when Any(h.A) is { } order => new Reported(order, h.B, Said(h)),
        What.SendPayout when Any(h.A) is { } order => new SendPayout(order),
        What.Close when Any(h.A) is { } order => new CloseOrder(order),
        What.Funds => new FundsCame(h.A % 2 == 0 ? Chart.Balance : Chart.Marketing, Amount(h.B)),
        What.Lock => h.B % 3 == 0 ? new LockMember(Who(h.A)) : new UnlockMember(Who(h.A)),
        What.Repeat => last,
        _ => EscrowOf(h) ?? TradeOf(h) ?? SettlingOf(h),
    };

    private ConsumeApply Purchase(Happening h)
    {
        var amount = Amount(h.B);
        return new ConsumeApply(Who(h.A), Who(h.B % 7 == 0 ? h.A : h.A + 1), NewNo(), amount, new Cents(h.D % 4), null, Split(h), null, Url,
            null, Uses(h, amount), null, null, null, null, null);
    }

    private IReadOnlyList<PayUse> Uses(Happening h, Cents amount)
    {
        var mixed = new Cents(h.D % 7);
        IReadOnlyList<PayUse> uses = (h.C % 5) switch
        {
            0 => [Scan(amount)],
            1 => [Use("BALANCE", amount, custodySet)],
            2 => [Use("QUICKPAY_TLT", amount - mixed, card: true), Use("BALANCE", mixed, custodySet)],
            3 => [Use("QUICKPAY_TLT", amount - mixed - mixed, card: true), Use("BALANCE", mixed, custodySet), Use("COUPON", mixed)],
            _ => [Use("CODEPAY_VSP", amount)],
        };
        return [.. uses.Where(u => u.Amount.IsPositive)];
    }

    /// <summary>Up to three levels, sometimes more than there is.</summary>
    private IReadOnlyList<SplitRule> Split(Happening h)
    {
        if (h.C % 3 == 0) return [];
        var share = new Cents(1 + h.D % 40);
        SplitRule[] deeper = h.C % 2 == 0 ? [] : [new SplitRule(Who(h.A), null, new Cents(1 + h.D % 9), Cents.Zero, null, null)];
        var platform = new SplitRule(BizUserId.Platform, Chart.Marketing, new Cents(1 + h.D % 3), Cents.Zero, null, null);
        return [new SplitRule(Who(h.A + 2), null, share, new Cents(h.D % 3), null, deeper), .. h.B % 2 == 0 ? [platform]
            : Array.Empty<SplitRule>()];
    }

    private Command? Refund(Happening h) => Any(h.A) is not { } order ? null
        : new RefundOf(order, NewNo(), Amount(h.B), new Cents(h.C % 3), new Cents(h.C % 7 == 0 ? h.D % 5 : 0), h.D % 2 == 0 ? "D0" : "D1");

    /// <summary>Any answer to any question: twice, late, of a wrong amount, taken back, by another number, or none.</summary>
    private static ChannelAnswer Said(Happening h)
    {
        var result = (h.C % 12) switch
        {
            7 => ChannelResult.Failed,
            8 => ChannelResult.Pending,
            9 => ChannelResult.Unknown,
            10 => ChannelResult.Returned,
            11 => ChannelResult.Reversed,
            _ => ChannelResult.Success,
        };
        return new ChannelAnswer(result)
        {
            Amount = h.D % 13 == 0 ? new Cents(1 + h.D % 50) : null,
            WrongCode = h.D % 23 == 0,
            Facts = h.D % 4 == 0 ? null : new ChannelFacts($"T{h.D / 800}", null, null, null, null, null, null, null, null, null),
        };
    }

    private BizOrderNo NewNo() => new($"B{++number}");

    private string NewFreeze()
    {
        freezes.Add($"F{++number}");
        return freezes[^1];
    }

    /// <summary>Oftener one of the last few, so that stories go on.</summary>
    private OrderNo? Any(int n) =>
        orders.Count == 0 ? null : n % 2 == 0 ? orders[n % orders.Count] : orders[^(1 + n % Math.Min(3, orders.Count))];

    private static BizUserId Who(int n) => new(Members[n % Members.Length]);

    private static Cents Amount(int n) => new(1 + n % 300);

    private PayUse Scan(Cents amount) => Use("SCAN_WEIXIN", amount);

    private PayUse Use(string method, Cents amount, string? set = null, bool card = false) =>
        new(bank.Environment.Part<IPayTables>("tsy2").Method(method), amount, set, card ? new BankCardNo(Card)
            : null, new SortedDictionary<string, Secret>(), []);

    /// <summary>A member who may do everything: how one becomes such is shown elsewhere.</summary>
    private sealed record Settle(BizUserId Id, DateTimeOffset At) : Command
    {
        public override ValueTask<Result> Run(Book book)
        {
            book.Members.Save(new Member
            {
                Id = Id, UserId = Id.Value, Type = MemberType.Person, Source = 1, RegisteredAt = At, Phone = new Phone("13800000000"),
                    RealName = "某人",
                IdNumber = new IdNumber("310101199001010011"), RealNameAt = At,
                Cards = [new Tongbao.Core.Members.Card(new BankCardNo(Card), "农业银行", "01030000", CardType.Debit, At, null, false, [5, 7],
                    null)],
            });
            return new(Done.It);
        }
    }

    /// <summary>The payer confirms; the code is set first to the one the test knows.</summary>
    private sealed record Confirmed(OrderNo No, Secret Typed) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Orders.Find(No.Value) is not { } order) return Errors.OrderNotFound;
            if (await book.Sms.Find(SmsMessage.KeyOf(No.Value, PayCodes.PayPurpose)) is { } sms) book.Sms.Save(sms with { Code = Code });
            return await new Pay(order.Payer, order.BizNo, null, Typed, "203.0.113.7").Run(book);
        }
    }

    private sealed record RefundOf(OrderNo No, BizOrderNo As, Cents Amount, Cents Fee, Cents Coupon, string Type) : Command
    {
        public override async ValueTask<Result> Run(Book book) => await book.Orders.Find(No.Value) is { } order
            ? await new Refund(As, order.BizNo, order.Payer, Type, null, Url, Amount, Coupon, Fee, null).Run(book)
            : Errors.OrderNotFound;
    }

    /// <summary>The channel answers a question that can be asked of the order, whether or not it was.</summary>
    private sealed record Reported(OrderNo No, int Which, ChannelAnswer Answer) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Orders.Find(No.Value) is not { ChannelLeg: not null } order) return Errors.OrderNotFound;
            if (order.Kind == OrderKind.Withdrawal && order.Payout is { Sent: false }) return Errors.OrderNotFound;
            var operation = order.Kind switch
            {
                OrderKind.Withdrawal => ChannelOperation.Payout,
                OrderKind.Refund => ChannelOperation.Refund,
                _ when order.Strays.Sum.IsPositive && Which % 3 == 0 => ChannelOperation.SendBack,
                _ => Which % 2 == 0 ? ChannelOperation.Pay : ChannelOperation.ConfirmPay,
            };
            return await new ChannelAnswered(No, operation, Answer, operation == ChannelOperation.SendBack
                ? 1 + Which / 3 % order.Strays.Each!.Count : 1).Run(book);
        }
    }
}
