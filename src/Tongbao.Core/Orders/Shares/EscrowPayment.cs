namespace Tongbao.Core.Orders.Shares;

/// <summary>代付明细: one payment out of a collect order to a receiver.</summary>
public sealed record EscrowPayment(OrderNo Collect, BizUserId Member, BizOrderNo PayBizNo, Cents Amount, DateTimeOffset At, string Id)
{
    public const string ByCollect = "collect";
    public static readonly RowKind<EscrowPayment> Rows =
        new("payments", p => p.Id, new RowIndex<EscrowPayment>(ByCollect, p => p.Collect.Value));
}

/// <summary>源代收 of an agent pay (5.10): which collect order, and how much of it.</summary>
public sealed record CollectSource(BizOrderNo BizOrderNo, Cents Amount);
