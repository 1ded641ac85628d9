namespace Tongbao.Core.Platform;

/// <summary>待处理: something that an operator must look at, such as money that arrived wrongly or a fee that could not be refunded.</summary>
/// <param name="Detail">What a channel said, or one of <see cref="FindingCauses"/>.</param>
public sealed record Finding(string Id, DateTimeOffset At, string Kind, string Order, Cents Amount, string Detail)
{
    public static readonly RowKind<Finding> Rows = new("findings", f => f.Id, new RowIndex<Finding>("about", f => f.Order));
}

/// <summary>待处理的原因: by the names that rows keep; their words stand in catalog/shared/findings.tbl.</summary>
public static class FindingCauses
{
    public const string
        BackfillUnanswered = "backfill-unanswered",
        BackfillRefused = "backfill-refused",
        SentBackThenReversed = "sent-back-then-reversed",
        ReversedThenSentBack = "reversed-then-sent-back",
        AboveRefundable = "above-refundable",
        BalanceShort = "balance-short",
        SplitNotPossible = "split-not-possible",
        FeeAccountShort = "fee-account-short";
}
