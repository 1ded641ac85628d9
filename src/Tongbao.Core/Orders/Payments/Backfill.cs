using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Payments;

/// <summary>订单补登通知 (通商云 4.1.22): what the merchant is told of a terminal's payment, and asked a number for.</summary>
[StoredAs("backfill")]
public sealed record Backfill(BizUserId Member, string AccountSetNo, string Cusid, string Termid, string Ordertype, string Bizseq,
    string Trxid, string? Srctrxid,
    string? Traceno, string? PayInterfacetrxcode, string? Termrefnum, string? ChannelFee, OrderNo? OriOrderNo, BizOrderNo? OriBizOrderNo,
        Cents Amount,
    string? Paytime, string PayStatus, string? PayFailMessage, string? Summary) : NoticeFacts
{
    /// <summary>The name of its table in the catalogue.</summary>
    public const string Event = "orderBackfill";

    public static Backfill Of(Book book, TerminalPayment p, Order? original) => new(
        p.Member, p.Member.IsPlatform ? Ledger.Chart.Balance : book.App.CustodySet, p.Cusid, p.TermId, p.IsRefund ? "refund"
            : "depositApply", p.BizSeq, p.TrxId,
        original?.Outcome.Facts?.TradeNo, p.Facts.TraceNo, p.Facts.TrxCode, p.Facts.TermRefNum, p.Facts.Fee, original?.No, original?.BizNo,
            p.Amount,
        p.Facts.PaidAt is { } at ? $"{Days.ToChina(at):yyyyMMddHHmmss}" : null, p.FailMessage is null ? Orders.PayStatus.Success
            : Orders.PayStatus.Fail, p.FailMessage, p.Summary);
}
