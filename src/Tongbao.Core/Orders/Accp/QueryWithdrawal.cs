using Tongbao.Core.Orders.Payouts;

namespace Tongbao.Core.Orders.Accp;

/// <summary>提现结果查询 (连连): shows a withdrawal, whichever wire made it.</summary>
public sealed record QueryWithdrawal(BizOrderNo? BizOrderNo, OrderNo? OrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book) =>
        await Trades.Find(book, BizOrderNo, OrderNo) is { Payout: not null, Kind: not OrderKind.PositionTransfer } order
            ? new Found(WithdrawalTold.Of(book, order, book.Wire)) : Errors.OrderNotFound;

    public sealed record Found(WithdrawalTold Facts) : Reply;
}
