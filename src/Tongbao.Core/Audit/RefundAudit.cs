using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Audit;

/// <summary>
/// 退款冻结核对 (invariant 4): checks the holds of a refund, at each payee and in the guarantee account. While the refund is in progress they
/// have its amounts; afterwards they are empty.
/// </summary>
internal static class RefundAudit
{
    public static async ValueTask<string?> CheckHolds(IAuditRows rows, Order refund, Func<BizUserId, AccountId> accountOf)
    {
        if (refund.Refund is not { IsHeld: true } plan) return null;
        foreach (var share in plan.Shares)
        {
            if (await Check(rows, refund, accountOf(share.Member), share.FromMember) is { } wrong) return wrong;
        }
        return await Check(rows, refund, Chart.Platform(Chart.Guarantee), plan.FromGuarantee);
    }

    private static async ValueTask<string?> Check(IAuditRows rows, Order refund, AccountId account, Cents amount)
    {
        var due = refund.Status == OrderStatus.InProgress ? amount : Cents.Zero;
        var held = (await rows.Find(Hold.Rows, Hold.KeyOf(account, refund.No.Value)))?.Amount ?? Cents.Zero;
        return held == due ? null : $"refund {refund.No} holds {held} on {account}, and had to hold {due}";
    }
}
