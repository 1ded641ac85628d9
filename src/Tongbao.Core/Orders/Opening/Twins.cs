using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Opening;

/// <summary>同号重复: an application whose number is known is a repeat, and is answered as the first, or it is refused.</summary>
public static class Twins
{
    /// <summary>What every application of a payment reads: its twin, its members, where the payee stands, what counts today.</summary>
    public static void Application(this IPrefetch rows, BizOrderNo no, OrderKind kind, BizUserId payer, BizUserId payee)
    {
        rows.By(Order.Rows, Order.ByBizNo, no.Value);
        foreach (var member in new[] { payer, payee }.Where(m => !m.IsPlatform)) rows.Row(Member.Rows, member.Value);
        rows.Row(Account.Rows, (payee.IsPlatform ? Chart.Platform(Chart.Balance) : Chart.Member(rows.App.CustodySet, payee)).Value);
        if (!payer.IsPlatform) rows.Row(DayCount.Rows, DayLimits.CountId(kind, payer, Days.DateOf(rows.Now)));
    }

    /// <summary>The twin's answer, or the refusal of a number used for something else; null when the number is new.</summary>
    public static async ValueTask<Result?> Twin(this Book book, BizOrderNo no, Func<Order, Reply> reply)
    {
        if (await book.FindOrder(no) is not { } twin) return null;
        if (!await book.IsRepeat(twin.Serial.Digest, twin.No.Value)) return Errors.OrderExists;
        if (twin.IsOpen && MayAskAgain(twin)) AskAgain(book, twin);
        return reply(twin);
    }

    /// <summary>
    /// Does the request at hand say what the one said that left this digest? Where the digest is of before, the request that was kept is
    /// read again; one that is not there, or cannot be read any more, was another.
    /// </summary>
    /// <param name="about">What the request was kept about.</param>
    public static async ValueTask<bool> IsRepeat(this Book book, string digest, string about)
    {
        if (book.Request?.ContentDigest is not { } asked) return false;
        if (!ContentDigest.IsOfBefore(digest)) return digest == asked;
        return await book.FirstRequest(about) is { } kept && book.Environment.Part<IKeptContents>().DigestOf(book.App, kept) == asked;
    }

    /// <summary>
    /// A repeat asks the channel again, by the same order number, where the first asking had no answer: it may still bring what the buyer
    /// pays with, while the state of payment stays what the first answer said. A code that is being confirmed is asked about by its
    /// confirmation.
    /// </summary>
    private static bool MayAskAgain(Order order) =>
        order.Serial.Answer is null || (order.Outcome.Unknown && !AsksByConfirmation(order));

    /// <summary>A payout that was confirmed brings its application nothing new; its own question stands on the agenda.</summary>
    private static bool AsksByConfirmation(Order order) =>
        order is { Payment.ChannelCode: true, Status: OrderStatus.InProgress }
            || (order.Payout is not null && order.Payment.ValidateType != ValidateType.None);

    private static void AskAgain(Book book, Order order)
    {
        if (order.Kind == OrderKind.Refund) book.Ask = new ChannelAsk(order.No, ChannelOperation.Refund);
        else if (order.Payout is not null) book.Ask = new ChannelAsk(order.No, ChannelOperation.Payout);
        else if (order.ChannelLeg is not null) book.Ask = new ChannelAsk(order.No, ChannelOperation.Pay);
    }
}
