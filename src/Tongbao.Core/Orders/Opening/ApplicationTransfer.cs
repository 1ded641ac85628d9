using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Members;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Opening;

/// <summary>
/// 平台转账 (通商云 4.2.17): the platform gives a member money of a set of its own: red packets, rebates. No confirmation, no notice.
/// </summary>
public sealed record ApplicationTransfer(BizOrderNo BizTransferNo, string SourceAccountSetNo, BizUserId TargetBizUserId,
    string TargetAccountSetNo,
    Cents Amount, string? ExtendInfo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Twin(BizTransferNo, Transferred.Of) is { } twin) return twin;
        if (TargetBizUserId.IsPlatform) return Errors.PayeeIsPlatform.On(nameof(TargetBizUserId), TargetBizUserId.Value);
        if (await book.FindMember(TargetBizUserId) is not { } member)
            return Errors.MemberNotFound.On(nameof(TargetBizUserId), TargetBizUserId.Value);
        if (member.Locked) return Errors.MemberLocked.On(nameof(TargetBizUserId), TargetBizUserId.Value);
        if (book.Sets.Find(SourceAccountSetNo, SetUse.Transfer) is not { } set)
            return Errors.WrongAccountSet.About(SourceAccountSetNo)
            .On(nameof(SourceAccountSetNo), SourceAccountSetNo, Allowed.OneOf(book.Sets.For(SetUse.Transfer)));
        if (!await book.IsMade(set)) return Errors.AccountSetNotFound.On(nameof(SourceAccountSetNo), SourceAccountSetNo);
        if (TargetAccountSetNo != book.Sets.OfMembers)
            return Errors.WrongAccountSet.About(TargetAccountSetNo)
            .On(nameof(TargetAccountSetNo), TargetAccountSetNo, Allowed.Just(book.Sets.OfMembers));
        if (!Amount.IsPositive) return Errors.WrongAmount.On(nameof(Amount), Amount, Allowed.Sum);
        var source = set.Account;
        var order = new Order
        {
            No = book.NextOrderNo(), BizNo = BizTransferNo, Kind = OrderKind.PlatformTransfer, Status = OrderStatus.Unpaid,
                CreatedAt = book.Now, Timetable = book.Timetable, Serial = book.Serial,
            Payer = BizUserId.Platform, Payee = TargetBizUserId, Account = book.AccountOf(TargetBizUserId), Amount = Amount,
            Said = new Said { ExtendInfo = ExtendInfo },
            // The leg of a transfer is the set it came from, so that a refund finds its way back.
            Legs = [new Leg(PayMethod.Balance, PayFlow.Inside, source, Amount, RefundWay.Balance, null, PayUse.NoMore)],
        };
        if (!await book.Ledger.Post(Events.TransferDone, order.No.Value, new Move(source.Available(), order.Account.Available(), Amount)))
            return Errors.BalanceShort.On(nameof(Amount), Amount, Allowed.AtMost(await book.Ledger.Available(source)));
        order = OrderReply.Answered(order.Complete(book, null));
        book.KeepRequest(order, this);
        book.Orders.Save(order);
        return Transferred.Of(order);
    }

    public sealed record Transferred(OrderNo TransferNo, BizOrderNo BizTransferNo, Cents Amount, string? ExtendInfo) : Reply
    {
        public static Transferred Of(Order order) => new(order.No, order.BizNo, order.Amount, order.Said.ExtendInfo);
    }
}
