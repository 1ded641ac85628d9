using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Shares;

namespace Tongbao.Core.Orders.Opening;

/// <summary>托管代收申请 (通商云 4.2.5): a buyer pays into escrow for up to 2000 receivers; each is then owed its share.</summary>
public sealed record AgentCollectApply(BizOrderNo BizOrderNo, BizUserId Payer, IReadOnlyList<Receiver> Receivers, string TradeCode,
    Cents Amount,
    Cents? Fee, long? ValidateType, string? FrontUrl, string BackUrl, DateTimeOffset? OrderExpireDatetime, IReadOnlyList<PayUse> PayMethod,
    long? GoodsType, string? BizGoodsNo, string? GoodsName, string? Summary, string? ExtendInfo) : Command
{
    public override void Prefetch(IPrefetch rows) => rows.Application(BizOrderNo, OrderKind.Collect, Payer, BizUserId.Platform);

    public override async ValueTask<Result> Run(Book book)
    {
        var fee = Fee ?? Cents.Zero;
        if (await book.Twin(BizOrderNo, OrderReply.ToApplication) is { } twin) return twin;
        if (await book.CheckOrderer(Payer) is { } payerNotAble) return payerNotAble;
        if (Receivers.Count == 0) return Errors.ParameterMissing.In(nameof(Receivers));
        foreach (var member in Receivers.Select(r => r.Member).Distinct())
        {
            if (await CheckReceiver(book, member) is { } notAble) return notAble;
        }
        if (book.CheckAmount(Amount, fee) is { } wrongAmount) return wrongAmount;
        if (Receivers.Any(r => !r.Amount.IsPositive) || Receivers.Sum(r => r.Amount) + fee != Amount) return WrongReceivers(fee);
        return await OpenOrder.AndChoose(book, this, new Order
        {
            No = book.NextOrderNo(), BizNo = BizOrderNo, Kind = OrderKind.Collect, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
                Timetable = book.Timetable, Serial = book.Serial,
            Payer = Payer, Payee = BizUserId.Platform, Account = Chart.Platform(Chart.EscrowForward), Amount = Amount, Fee = fee,
            Receivers = Receivers, ExpiresAt = book.Shifted(OrderExpireDatetime),
            Said = new Said
            {
                TradeCode = TradeCode, BackUrl = BackUrl, FrontUrl = FrontUrl, Summary = Summary, ExtendInfo = ExtendInfo,
            },
        }, new OrderedGoods(GoodsType, BizGoodsNo, GoodsName),
            new LegChoice(PayMethod, (int?)ValidateType, MayCombine: true, [.. Receivers.Select(r => r.Member).Distinct()]));
    }

    private Error WrongReceivers(Cents fee) =>
        Receivers.Index().FirstOrDefault(r => !r.Item.Amount.IsPositive) is { Item: { } wrong, Index: var at }
        ? Errors.WrongAmount.In(nameof(Receivers)).On($"{nameof(Receivers)}[{at}].Amount", wrong.Amount, Allowed.Sum)
        : Errors.WrongAmount.In(nameof(Receivers))
            .On(nameof(Receivers), AgentPay.Total(Receivers.Select(r => r.Amount)), Allowed.Just(Amount - fee));

    /// <summary>
    /// A receiver needs neither phone nor, before it is paid, verification; but it is a member, not the platform, and not locked.
    /// </summary>
    private async ValueTask<Error?> CheckReceiver(Book book, BizUserId member)
    {
        if (member.IsPlatform) return Errors.PayeeIsPlatform.On(Where(member), member.Value);
        if (await book.FindMember(member) is not { } receiver)
            return Errors.PayeeNotFound.About(member.Value).On(Where(member), member.Value);
        return receiver.Locked ? Errors.MemberLocked.On(Where(member), member.Value) : null;
    }

    private string Where(BizUserId member) => $"{nameof(Receivers)}[{Receivers.Index().First(r => r.Item.Member == member).Index}].Member";
}
