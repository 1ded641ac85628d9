using Tongbao.Core.Platform;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Opening;

/// <summary>充值申请 (通商云 4.2.2): a member, or the platform, brings money in. It moves only when the channel says it was paid.</summary>
public sealed record DepositApply(BizOrderNo BizOrderNo, BizUserId Member, string AccountSetNo, Cents Amount, Cents Fee,
    long? ValidateType, string? FrontUrl, string BackUrl, DateTimeOffset? OrderExpireDatetime, IReadOnlyList<PayUse> PayMethod,
    string? GoodsName, string? Summary, string? ExtendInfo) : Command
{
    public override void Prefetch(IPrefetch rows) => rows.Application(BizOrderNo, OrderKind.Deposit, Member, Member);

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Twin(BizOrderNo, OrderReply.ToApplication) is { } twin) return twin;
        if (!Member.IsPlatform && await book.CheckOrderer(Member) is { } notAble) return notAble;
        var set = book.Sets.Find(AccountSetNo, SetUse.Deposit);
        if (CheckAccountSet(book, set) is { } wrongSet) return wrongSet;
        if (book.CheckAmount(Amount, Fee) is { } wrongAmount) return wrongAmount;
        return await OpenOrder.AndChoose(book, this, new Order
        {
            No = book.NextOrderNo(), BizNo = BizOrderNo, Kind = OrderKind.Deposit, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
                Timetable = book.Timetable, Serial = book.Serial, Payer = Member, Payee = Member, Amount = Amount, Fee = Fee,
            Account = Member.IsPlatform ? set!.Account : book.AccountOf(Member),
            ExpiresAt = book.Shifted(OrderExpireDatetime),
            Said = new Said { BackUrl = BackUrl, FrontUrl = FrontUrl, Summary = Summary, ExtendInfo = ExtendInfo },
        }, new OrderedGoods(null, null, GoodsName), new LegChoice(PayMethod, (int?)ValidateType, MayCombine: false, [Member]));
    }

    /// <param name="set">自定义账户集 A takes no deposits of this kind.</param>
    private Error? CheckAccountSet(Book book, AccountSet? set)
    {
        if (Member.IsPlatform ? set is { Kind: not AccountKind.Custom } : AccountSetNo == book.Sets.OfMembers) return null;
        return Errors.WrongAccountSet.About(AccountSetNo).On(nameof(AccountSetNo), AccountSetNo,
            Member.IsPlatform ? Allowed.OneOf(book.Sets.For(SetUse.Deposit)) : Allowed.Just(book.Sets.OfMembers));
    }
}
