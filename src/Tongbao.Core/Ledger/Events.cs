using static Tongbao.Core.Ledger.AccountKind;

namespace Tongbao.Core.Ledger;

/// <summary>记账事件表: every event that moves money, and between which kinds of accounts. See docs/ledger.md, "What moves when".</summary>
public static class Events
{
    /// <summary>The platform accounts that deposits may go to, and those that payouts may come from.</summary>
    private const AccountKind PlatformDeposits = Balance | SecurityDeposit | ReserveQuota | PrepaidCard | Marketing | FeeFund,
        PlatformPayouts = Balance | PrepaidCard | Marketing | FeeFund;

    private const AccountKind Coupons = Marketing | SecurityDeposit, Payouts = Reserve | HuatongBank | Channel;

    /// <summary>代发: a transfer may go from any of these to any other.</summary>
    private const AccountKind Transfers = Member | Balance | Marketing | FeeFund;

    /// <summary>The accounts that may receive a part of an order.</summary>
    private const AccountKind Splits = Member | Balance | SecurityDeposit | PrepaidCard | Marketing;

    public static readonly Event
        DepositPaid = Of("deposit.paid", (A(Channel), A(Member | PlatformDeposits)), (A(Member | PlatformDeposits), A(Balance))),
        PurchasePaid = Of("purchase.paid", (A(Channel), A(Member | Balance)), (H(Member | Coupons), A(Member | Balance)),
            (A(Member), A(Balance))),
        CollectPaid = Of("collect.paid", (A(Channel), A(EscrowForward)), (H(Member | Coupons), A(EscrowForward)),
            (A(EscrowForward), A(Balance))),
        SecuredPaid = Of("secured.paid", (A(Channel), H(Guarantee)), (H(Member | Coupons), H(Guarantee))),
        SecuredConfirmed = Of("secured.confirmed", (H(Guarantee), A(Member | Balance))),
        AgentPayPaid = Of("agent-pay.paid", (A(EscrowForward), A(Member)), (A(Member), A(Balance))),
        TransferDone = Of("transfer.done", (A(Balance | SecurityDeposit | PrepaidCard | Marketing | Custom), A(Member)),
            (A(Transfers), A(Transfers))),
        SplitBooked = Of("split.booked", (A(Splits), A(Splits))),

        OrderSettled = Of("order.settled", (A(Channel), T(Member))),
        OrderSplit = new("order.split", CauseKind.Order, new Route(T(Member), A(Member), Within: true),
            new Route(A(Member), A(Member | Balance))),

        OrderHeld = Put("order.held", CauseKind.Order, Member | Coupons),
        OrderReleased = Back("order.released", CauseKind.Order, Member | Coupons),

        WithdrawalHeld = Put("withdrawal.held", CauseKind.Order, Member | PlatformPayouts),
        WithdrawalReleased = Back("withdrawal.released", CauseKind.Order, Member | PlatformPayouts),
        WithdrawalPaid = Of("withdrawal.paid", (H(Member | PlatformPayouts), A(Payouts)), (H(Member | PlatformPayouts), A(Balance))),
        WithdrawalReturned = Of("withdrawal.returned", (A(Payouts), A(Member | PlatformPayouts)), (A(HuatongBank), A(Reserve))),
        WithdrawalFeeReturned = Of("withdrawal.fee-returned", (A(Balance), A(Member | PlatformPayouts))),
        PositionMoved = Of("position.moved", (A(Reserve), A(HuatongBank))),

        RefundAccepted = Of("refund.accepted", (A(Member | Balance | EscrowForward), A(EscrowReturn)), (T(Member), A(EscrowReturn))),
        RefundDone = Of("refund.done",
            (A(EscrowReturn), A(Channel | Member | Balance | SecurityDeposit | PrepaidCard | Marketing | Custom))),
        RefundRefused = Of("refund.refused", (A(EscrowReturn), A(Member | Balance | EscrowForward)), (A(EscrowReturn), T(Member))),
        SharesReturned = new("refund.shares-returned", CauseKind.Order, new Route(A(Member | Balance), A(Member)),
            new Route(A(Member), T(Member), Within: true)),

        RefundHeld = Put("refund.held", CauseKind.Order, Member | Balance),
        RefundReleased = Back("refund.released", CauseKind.Order, Member | Balance),
        RefundReturned = Of("refund.returned", (H(Member | Balance | Guarantee), A(Channel | Member | Coupons))),

        PaymentReversed = Of("payment.reversed", (A(Balance), A(Member | PlatformDeposits | EscrowForward)),
            (A(Member | PlatformDeposits | EscrowForward), A(Channel)), (H(Guarantee), A(Channel))),
        PaymentLate = Of("payment.late-payment", (A(Channel), A(EscrowReturn))),
        PaymentDoubled = Of("payment.doubled-payment", (A(Channel), A(EscrowReturn))),
        PaymentOfWrongAmount = Of("payment.wrong-amount", (A(Channel), A(EscrowReturn))),
        PaymentWithBalanceShort = Of("payment.balance-short", (A(Channel), A(EscrowReturn))),
        StraySentBack = Of("stray.sent-back", (A(EscrowReturn), A(Channel))),
        StrayReversed = Of("stray.reversed", (A(EscrowReturn), A(Channel))),

        ServiceFeeHeld = Put("service-fee.held", CauseKind.Order, ReserveQuota),
        ServiceFeeReleased = Back("service-fee.released", CauseKind.Order, ReserveQuota),
        ServiceFeePaid = Of("service-fee.paid", (H(ReserveQuota), A(Operator))),

        FreezePlaced = Put("freeze.placed", CauseKind.Freeze, Member),
        FreezeReleased = Back("freeze.released", CauseKind.Freeze, Member),

        FundsCame = Outside("funds.came", (A(CustodyBank), A(PlatformDeposits | Custom)), (A(HuatongBank), A(CustodyBank))),
        ReservePosition = Outside("reserve.position", (A(Reserve), A(CustodyBank)), (A(CustodyBank), A(Reserve))),
        ReserveCame = Outside("reserve.came", (A(Reserve), A(Balance | CustodyBank | Channel)));

    public static readonly IReadOnlyList<Event> All = [.. typeof(Events).GetFields().Select(f => f.GetValue(null)).OfType<Event>()];

    public static readonly EventTable Table = new(All);

    private static End A(AccountKind kinds) => new(kinds, Bucket.Available);
    private static End H(AccountKind kinds) => new(kinds, Bucket.Held);
    private static End T(AccountKind kinds) => new(kinds, Bucket.InTransit);

    private static Event Of(string name, params (End From, End To)[] routes) =>
        new(name, CauseKind.Order, [.. routes.Select(r => new Route(r.From, r.To))]);
    private static Event Outside(string name, params (End From, End To)[] routes) => Of(name, routes) with { Cause = CauseKind.Outside };
    private static Event Put(string name, CauseKind cause, AccountKind kinds) =>
        new(name, cause, new Route(A(kinds), H(kinds), Within: true));
    private static Event Back(string name, CauseKind cause, AccountKind kinds) =>
        new(name, cause, new Route(H(kinds), A(kinds), Within: true));
}
