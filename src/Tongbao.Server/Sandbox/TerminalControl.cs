using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Payments;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Pages;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>What a terminal does: a payment or refund of its own, or the payment of an order by its 付款码.</summary>
public sealed record TerminalChange(string? VspTermid = null, long? Amount = null,
    [property: AllowedValues("success", "fail")] string? Result = null, string? Message = null,
    string? Wallet = null, string? Bizseq = null, string? PayCode = null, string? OriginalBizOrderNo = null, string? Summary = null);

/// <summary>The result: the channel's number, and the order once the merchant has been asked for its number.</summary>
/// <param name="Summary">预留字段: what the terminal shows for an order that is paid by its number (4.2.1 (7)).</param>
public sealed record TerminalView(string? Trxid, string? Cusid, string? BizUserId, OrderView? Order, string? Summary = null);

/// <summary>终端台: lets buyers pay at a simulated terminal.</summary>
public sealed class TerminalControl(IStore store, Teller teller, SimulatedChannel channel, TerminalSimulator terminals, PageLinks links,
    Catalogue catalogue, TimeProvider clock)
{
    private static readonly string[] Results = [TradeResults.Success, TradeResults.Fail];

    public async Task<(TerminalView? View, int Status, string? Problem)> Take(AppKeys keys, TerminalChange wanted)
    {
        var result = wanted.Result ?? TradeResults.Success;
        if (!Results.Contains(result)) return (null, 400, "result is success or fail");
        if (wanted.PayCode is { } code) return await PayOrder(keys, code, new Decision(result, wanted.Message, null, null));
        if (string.IsNullOrEmpty(wanted.VspTermid)) return (null, 400, "vspTermid, or the payCode of an order");
        if (wanted.Amount is not (> 0 and <= Cents.LargestSum)) return (null, 400, $"an amount of 1 to {Cents.LargestSum} fen");
        if (wanted.OriginalBizOrderNo is { } original && await FindOrder(keys, original) is not { Outcome.Facts.TradeNo: not null })
            return (null, 404, "no such order was paid at a terminal");
        return await Report(keys, wanted, result);
    }

    private async Task<(TerminalView?, int, string?)> Report(AppKeys keys, TerminalChange wanted, string result)
    {
        var slip = terminals.Print(keys.App.Id.Value, wanted.VspTermid!, wanted.Amount!.Value, wanted.Wallet,
            wanted.OriginalBizOrderNo is not null, wanted.Bizseq ?? Guid.NewGuid().ToString("N"));
        var facts = new ChannelFacts(slip.TrxId, clock.GetUtcNow(), slip.Acct, slip.AcctType, null, slip.TrxCode, wanted.VspTermid,
            slip.TermRefNum, slip.TraceNo,
            slip.Fee.ToString(CultureInfo.InvariantCulture));
        var outcome = await teller.Run(keys.App.Id,
            new TerminalReported(slip.TrxId, wanted.VspTermid!, wanted.Bizseq, new Cents(wanted.Amount.Value), facts,
            result == TradeResults.Fail ? wanted.Message ?? "交易失败" : null, wanted.OriginalBizOrderNo is { } no ? new BizOrderNo(no)
                : null, wanted.Summary));
        if (outcome.Result.Error is { } error)
            return (null, 409, catalogue.WordsOf(keys.App).Of(error) is var said ? $"{said.Zh} {said.En}" : null);
        var payment = ((TerminalReported.Heard)outcome.Result.Reply!).Payment;
        await using var reader = await store.BeginRead();
        var order = payment.Order is { } made ? await reader.Load(keys.App.Id, Order.Rows, made.Value) : null;
        return (new TerminalView(payment.TrxId, payment.Cusid, payment.Member.Value, order is null ? null
            : OrderView.Of(keys.App, order, links, catalogue)), 200, null);
    }

    /// <summary>订单模式: the payer types the order's number at the terminal.</summary>
    private async Task<(TerminalView?, int, string?)> PayOrder(AppKeys keys, string code, Decision decision)
    {
        IReadOnlyList<Order> open;
        await using (var reader = await store.BeginRead())
            open = await reader.Below(keys.App.Id, Order.Rows, Order.Rows.Index(Order.ByOpenSince), long.MaxValue, int.MaxValue);
        var order = open.LastOrDefault(o => o.ChannelLeg?.Flow == PayFlow.Pos && (o.Payment.PayInfo == code || o.No.Value == code));
        if (order is null) return (null, 404, "no open order has this payCode");
        var answer = await channel.Decide(new ChannelQuestion(keys.App, order, ChannelOperation.Pay, null, clock.GetUtcNow()), decision);
        await teller.Run(keys.App.Id, new ChannelAnswered(order.No, ChannelOperation.Pay, answer));
        return (new TerminalView(answer.Facts?.TradeNo, answer.Facts?.Cusid, order.Payee.Value,
            OrderView.Of(keys.App, (await FindOrder(keys, order.BizNo.Value))!, links, catalogue), order.Said.Summary is { } shown
            ? CardsInText.Hide(shown) : null), 200, null);
    }

    private async Task<Order?> FindOrder(AppKeys keys, string bizOrderNo)
    {
        await using var reader = await store.BeginRead();
        return await reader.LoadBy(keys.App.Id, Order.Rows, Order.Rows.Index(Order.ByBizNo), bizOrderNo);
    }
}
