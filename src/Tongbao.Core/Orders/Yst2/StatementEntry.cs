using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>账户交易类型: what a line of a statement is, in the words of 7.4. What only other wires book is Other.</summary>
public enum StatementEntry
{
    Settlement, Confirmation, Share, Commission, Withdrawal, WithdrawalBack, ChannelRefund, ConfirmationRefund, ShareRefund,
    CommissionRefund, Other,
}

/// <summary>Which of them a move is, by the event that it is of.</summary>
public static class StatementEntries
{
    private static readonly Dictionary<string, Func<Move, int, StatementEntry>> Rows = new()
    {
        [Events.OrderSettled.Name] = Always(StatementEntry.Settlement),
        [Events.OrderSplit.Name] = (move, _) => OfSplit(move),
        [Events.SharesReturned.Name] = (move, _) => move.From.Account.Kind == AccountKind.Balance ? StatementEntry.CommissionRefund
            : move.To.Bucket == Bucket.InTransit ? StatementEntry.ConfirmationRefund : StatementEntry.ShareRefund,
        // The commission of a withdrawal is the second of its moves; see PayoutHolds.
        [Events.WithdrawalHeld.Name] = (_, place) => place == 0 ? StatementEntry.Withdrawal : StatementEntry.Commission,
        [Events.WithdrawalPaid.Name] = Always(StatementEntry.Commission),
        [Events.WithdrawalReleased.Name] = Always(StatementEntry.WithdrawalBack),
        [Events.WithdrawalReturned.Name] = Always(StatementEntry.WithdrawalBack),
        [Events.WithdrawalFeeReturned.Name] = Always(StatementEntry.WithdrawalBack),
        [Events.RefundAccepted.Name] = Always(StatementEntry.ChannelRefund),
        [Events.RefundDone.Name] = Always(StatementEntry.ChannelRefund),
        [Events.RefundRefused.Name] = Always(StatementEntry.ChannelRefund),
        [Events.RefundHeld.Name] = Always(StatementEntry.ChannelRefund),
        [Events.RefundReleased.Name] = Always(StatementEntry.ChannelRefund),
    };

    /// <param name="place">Which move of its entry it is.</param>
    public static StatementEntry Of(string @event, Move move, int place) =>
        Rows.TryGetValue(@event, out var row) ? row(move, place) : StatementEntry.Other;

    private static StatementEntry OfSplit(Move move) => move switch
    {
        { From.Bucket: Bucket.InTransit } => StatementEntry.Confirmation,
        { To.Account.Kind: AccountKind.Balance } => StatementEntry.Commission,
        _ => StatementEntry.Share,
    };

    private static Func<Move, int, StatementEntry> Always(StatementEntry entry) => (_, _) => entry;
}
