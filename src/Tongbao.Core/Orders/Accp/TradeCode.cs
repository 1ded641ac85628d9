using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Payouts;

namespace Tongbao.Core.Orders.Accp;

/// <summary>
/// 交易二次短信验证: above the app's threshold a user confirms by the code that its phone gets. Until then nothing is booked and nothing is
/// held; then the trade goes on as if it had been asked for just now. A merchant is never asked.
/// </summary>
public static class TradeCode
{
    public static bool IsNeeded(Book book, Party payer, Cents amount) =>
        payer.Member is not null && book.Settings.SmsThreshold.IsPositive && amount > book.Settings.SmsThreshold;

    /// <summary>A new order of money going out goes on at once, or waits for its code.</summary>
    public static async ValueTask<Result> Continue(Book book, Order order, Party payer)
    {
        if (order.Payment.ValidateType != Legs.ValidateType.Sms) return await ContinueAfterCode(book, order);
        book.Outbox.CloseOnTime(order);
        // Whoever was opened has proved a phone.
        book.SendCode(Token.AboutOf(payer.Id, order.BizNo.Value), payer.Member!.Phone!, PayCalls.SmsPurpose, Token.Life);
        var token = book.IssueToken(payer.Id, order.BizNo.Value, PayCalls.PurposeOf(order));
        order = order with
        {
            Payment = order.Payment with { SmsSentAt = book.Now },
            Serial = order.Serial with { Answer = new FirstAnswer(null, null, Token: token.Value) },
        };
        book.Orders.Save(order);
        return TradeReply.Of(book, order, token.Value);
    }

    /// <summary>
    /// The code was right, or none was asked for: a withdrawal is held, and sent where no second check is awaited; a transfer is booked.
    /// </summary>
    /// <param name="order">Unpaid, not yet out of time, a withdrawal or a transfer. Token and code are the caller's to use up.</param>
    public static async ValueTask<Result> ContinueAfterCode(Book book, Order order)
    {
        return order.Payout is null ? await InsideTransfer.Book(book, order)
            : await PayoutSending.Accept(book, order, o => TradeReply.Of(book, o), waits: false);
    }
}
