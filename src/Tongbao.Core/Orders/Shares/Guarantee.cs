using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Shares;

/// <summary>担保: what has become of the money of a guarantee order that is paid.</summary>
public sealed record Guarantee : IPart<Guarantee>
{
    public static Guarantee None { get; } = new();

    /// <summary>Paid out to payees by confirmations.</summary>
    public Cents Confirmed { get; init; }

    /// <summary>Given back to the payer before it was confirmed, refunds under way counted. No payee's share is the less for it.</summary>
    public Cents GivenBack { get; init; }

    /// <summary>The confirmations and the refunds of the order, in the order in which they came.</summary>
    public IReadOnlyList<Slip> Confirmations { get; init; } = [];
    public IReadOnlyList<Slip> Refunds { get; init; } = [];
}

/// <summary>An order that changes another, by both its numbers.</summary>
public sealed record Slip(OrderNo OrderNo, BizOrderNo BizOrderNo);

/// <summary>Guarantee money on its way out.</summary>
public static class Guarantees
{
    /// <summary>Still held for a paid order.</summary>
    public static Cents Left(Order order) => order.Amount - order.Guarantee.Confirmed - order.Guarantee.GivenBack;

    /// <summary>担保确认: the money moves to the payees, whose shares say so; one that nobody named before gets a share by it.</summary>
    public static async ValueTask Confirm(Book book, Order order, Order confirmation)
    {
        await book.Holds.Take(order.Account, order.No.Value, confirmation.Amount);
        await book.Ledger.Must(Events.SecuredConfirmed, confirmation.No.Value, Postings.Confirmed(confirmation, book.AccountOf));
        foreach (var paid in confirmation.Receivers)
        {
            var share = await OrderShares.Find(book, order.No, paid.Member)
                ?? new Share(order.No, order.BizNo, order.Payer, paid.Member, book.Now, Cents.Zero, Cents.Zero, Cents.Zero, Cents.Zero);
            book.Shares.Save(share with
            {
                Due = order.Receivers.Count > 0 ? share.Due : share.Due + paid.Amount, PaidOut = share.PaidOut + paid.Amount,
            });
        }
        book.Orders.Save(OrderReply.Answered(confirmation.Complete(book, null)));
        book.Orders.Save(order with
        {
            Guarantee = order.Guarantee with
            {
                Confirmed = order.Guarantee.Confirmed + confirmation.Amount,
                Confirmations = [.. order.Guarantee.Confirmations, new Slip(confirmation.No, confirmation.BizNo)],
            },
        });
    }
}
