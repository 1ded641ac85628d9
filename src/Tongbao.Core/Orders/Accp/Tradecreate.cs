using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Accp;

/// <summary>用户类型 of a payer.</summary>
public enum PayerKind { Registered, Anonymous }

/// <summary>收款方 as an order names it.</summary>
/// <param name="PayeeAccount">账户类型; without it the balance of the user, or of the merchant.</param>
public sealed record TradePayee(BizUserId Payee, PartyType PayeeType, string? PayeeAccount, Cents Amount);

/// <summary>
/// 支付统一创单 (连连 交易 3.2.1): a top-up, a purchase, or one under guarantee, which one of the pay calls then pays. It is not answered twice.
/// </summary>
public sealed record Tradecreate(TradeType TxnType, BizUserId? Member, PayerKind? UserType, string? BackUrl, string? ReturnUrl,
    long? ExpireMinutes, BizOrderNo BizOrderNo, DateTimeOffset OrderedAt, Cents Amount, Cents? Fee, string? OrderInfo, string? GoodsName,
    IReadOnlyList<TradePayee>? Payees) : Command
{
    /// <summary>支付有效期, where none is sent: three days. Longer than a year none is taken (ours).</summary>
    private const long DefaultMinutes = 4320, MostMinutes = 366 * 24 * 60;

    private BizUserId Payer => IsOfPlatform ? BizUserId.Platform : Member!.Value;
    private bool IsOfPlatform => TxnType == TradeType.PlatformTopUp;
    private bool IsTopUp => IsOfPlatform || TxnType == TradeType.TopUp;
    private bool IsAnonymous => UserType == PayerKind.Anonymous;

    private OrderKind Kind => TxnType switch
    {
        TradeType.Purchase => OrderKind.Purchase,
        TradeType.SecuredPurchase => OrderKind.SecuredPurchase,
        _ => OrderKind.Deposit,
    };

    public override void Prefetch(IPrefetch rows)
    {
        rows.By(Order.Rows, Order.ByBizNo, BizOrderNo.Value);
        rows.Row(AccountOperation.Rows, BizOrderNo.Value);
        foreach (var user in (Payees ?? []).Where(p => p.PayeeType == PartyType.User).Select(p => p.Payee).Append(Member ?? default))
        {
            if (user.Value is not null) rows.Row(Members.Member.Rows, user.Value);
        }
    }

    public override async ValueTask<Result> Run(Book book)
    {
        if (CheckSaid() is { } contradiction) return contradiction;
        if (await book.CheckFree(BizOrderNo) is { } taken) return taken;
        if (await CheckParties(book) is { } notAble) return notAble;
        if (Fee is { IsPositive: true }) return Errors.TradeRule.On(nameof(Fee), Fee, Allowed.Just(Cents.Zero));
        var (order, wrong) = await OpenOrder.Open(book, this, New(book));
        if (wrong is not null) return wrong;
        book.Orders.Save(order);
        book.Outbox.CloseOnTime(order);
        return Opened(book, order);
    }

    /// <summary>The answer: nothing is paid yet.</summary>
    public static OrderReply Opened(Book book, Order order) => new()
    {
        OrderNo = order.No, BizOrderNo = order.BizNo, Amount = order.Amount, Member = PayCalls.NameOf(book, order.Payer),
    };

    /// <summary>What the request itself shows to be wrong.</summary>
    private Error? CheckSaid()
    {
        if (ExpireMinutes is < 1 or > MostMinutes)
            return Errors.BadParameter.In(nameof(ExpireMinutes)).On(null, ExpireMinutes, Allowed.Between(1, MostMinutes));
        if (IsAnonymous && IsTopUp) return Errors.BadParameter.In(nameof(UserType));
        if (TxnType == TradeType.TopUp) return Payees is null ? null : Errors.BadParameter.In(nameof(Payees));
        if (IsOfPlatform && Payees is not [{ PayeeType: PartyType.Merchant, PayeeAccount: not null }])
            return Errors.ParameterMissing.In(PayeeChecks.OfAccount);
        if (Payees is null) return null;
        if (Payees.Sum(p => p.Amount) is var sum && sum != Amount)
            return Errors.BadParameter.In(nameof(Payees)).On(null, sum, Allowed.Just(Amount));
        if (Payees.Any(p => p.PayeeType == PartyType.User && p.Payee == Member)) return Errors.BadParameter.In(PayeeChecks.OfPayee);
        return null;
    }

    private async ValueTask<Error?> CheckParties(Book book)
    {
        foreach (var payee in Payees ?? [])
        {
            if (PayeeChecks.Account(book, payee.PayeeType, payee.PayeeAccount, IsOfPlatform ? SetUse.Deposit : SetUse.None) is { } wrong)
                return wrong;
        }
        // Core's own name for the platform is not a user id.
        if (!IsOfPlatform && Payer.IsPlatform) return Errors.MemberNotFound.On(nameof(Payer), Payer.Value);
        if (!IsOfPlatform && IsAnonymous && await book.FindMember(Payer) is { } known && UserStates.StateOf(known) != UserState.Pending)
            return Errors.BadParameter.In(nameof(UserType));
        if (!IsOfPlatform && !IsAnonymous && await PayCalls.CheckUser(book, Payer) is { } payerNotAble) return payerNotAble;
        foreach (var payee in Payees ?? [])
        {
            if (await PayeeChecks.Party(book, payee.PayeeType, payee.Payee) is { } notAble) return notAble;
        }
        return null;
    }

    private Order New(Book book)
    {
        IReadOnlyList<Receiver> receivers = IsTopUp ? []
            : [.. (Payees ?? []).Select(p => new Receiver(PayeeChecks.MemberOf(p.PayeeType, p.Payee), p.Amount))];
        var payee = IsTopUp ? Payer : receivers is [{ } only] ? only.Member : BizUserId.Platform;
        return new Order
        {
            No = book.NextOrderNo(), BizNo = BizOrderNo, Kind = Kind, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
            Timetable = book.Timetable, Serial = book.Serial, Payer = Payer, Payee = payee, Amount = Amount, Receivers = receivers,
            Account = IsOfPlatform ? book.Sets.Find(Payees![0].PayeeAccount)!.Account
                : Kind == OrderKind.SecuredPurchase ? Chart.Platform(Chart.Guarantee) : book.AccountOf(payee),
            ExpiresAt = book.Now + TimeSpan.FromMinutes(ExpireMinutes ?? DefaultMinutes),
            Said = new Said
            {
                BackUrl = BackUrl, FrontUrl = ReturnUrl, ExtendInfo = OrderInfo, OrderedAt = OrderedAt, Anonymous = IsAnonymous,
                Goods = GoodsName is null ? null : new OrderedGoods(null, null, GoodsName),
            },
        };
    }
}
