using Tongbao.Core;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Settling;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Tests.Ledger;

/// <summary>
/// Purchases by merchant numbers: paid, settled when their day comes or long after, and split; within what was agreed, and beyond.
/// </summary>
public sealed partial class RandomMarket
{
    private const string Product = "VSP501";

    private readonly List<string> bought = [];

    private void NotePurchase(Reply? reply)
    {
        if (reply is OrderTaken { WireNo: var taken } && new OrderNo(WireNumbers.NumberOf(taken)!) is var order && !orders.Contains(order))
            orders.Add(order);
        if (reply is not PurchaseReply { WireNo: var no } || bought.Contains(no)) return;
        bought.Add(no);
        orders.Add(new OrderNo(WireNumbers.NumberOf(no)!));
    }

    private Command? SettlingOf(Happening h) => h.What switch
    {
        What.Buy => new PurchaseApply(NewNo(), Who(h.A), h.C % 3 == 0 ? null : Who(h.A + 1), Amount(h.B), null, null, null,
            [ByProduct(h.D % 5 == 0 ? "CODEPAY_VSP" : "SCAN_WEIXIN")], null, null, Url, null, null, null, null),
        What.Settle => new SettleDue(h.A % 2 == 0),
        What.SplitBought when bought.Count > 0 => new SplitBought(new SplitWish(NewNo(), LastBought(h.A), new Cents(h.C % 12),
            Shares(h), null, "F", "tsy2")),
        What.RefundBought when bought.Count > 0 => RefundOfBought(h),
        What.WithdrawApart => new WithdrawToCard(Who(h.A), NewNo(), Amount(h.B), new BankCardNo(Card), null, new Cents(h.C % 5), Url, null,
            null),
        _ => null,
    };

    private string LastBought(int n) => bought[^(1 + n % bought.Count)];

    /// <summary>The channel part, the split part, or both; now and then of more than there is.</summary>
    private RefundPurchase RefundOfBought(Happening h)
    {
        var toChannel = h.D % 3 == 0 ? Cents.Zero : new Cents(1 + h.B % 150);
        var (shares, commission) = (h.C % 2 == 0 ? [] : Shares(h), new Cents(h.C % 4));
        var confirmed = h.D % 3 == 1 ? Cents.Zero : commission + shares.Sum(s => s.Amount) + new Cents(h.C % 20);
        return new RefundPurchase(NewNo(), toChannel.IsPositive ? toChannel : confirmed, LastBought(h.A), null, null, null,
            confirmed.IsPositive ? new SplitRefund(null, toChannel, confirmed, commission, shares) : null, null, null, Url, null, null);
    }

    private PayUse ByProduct(string method) =>
        Use(method, Cents.Zero) with { Method = bank.Environment.Part<IPayTables>("tsy2").Method(method) with { Product = Product } };

    private IReadOnlyList<SplitPart> Shares(Happening h) => (h.B % 4) switch
    {
        0 => [],
        1 => [new(Who(h.A + 1), new Cents(1 + h.D % 60), null)],
        _ => [new(Who(h.D), new Cents(1 + h.D % 60), null), new(Who(h.D + 1), new Cents(1 + h.C % 60), null)],
    };

    /// <summary>Each member has a number, and every pair an agreement.</summary>
    private sealed record OpenSettling : Command
    {
        public override ValueTask<Result> Run(Book book)
        {
            foreach (var (at, name) in Members.Index())
            {
                var payee = new BizUserId(name);
                book.Merchants.Save(new Merchant
                {
                    No = $"99000000000000{at}", Member = payee, OpenedAt = book.Now, OpenedElsewhere = at == 0,
                    ClearTimeRule = at == 1 ? "D+1" : null,
                    Products = [new MerchantProduct(Product, null, 60_000, at != 2, new Cents(at))],
                    Certifications = [new ChannelCertification("wx", "1", CertificationState.Certified)],
                });
                Sign(book, AgreementKind.Acquiring, payee, null, null);
                Sign(book, AgreementKind.Commission, payee, null, 500);
                foreach (var splitter in Members.Where(m => m != name))
                    Sign(book, AgreementKind.Split, payee, new BizUserId(splitter), 4_000);
            }
            return new(Done.It);
        }

        private static void Sign(Book book, AgreementKind kind, BizUserId payee, BizUserId? splitter, int? most) =>
            book.Agreements.Save(new Agreement
            {
                No = book.NextNumber(), Kind = kind, Payee = payee, Splitter = splitter, MostBasisPoints = most,
                Request = new BizOrderNo("R"), State = AgreementState.Signed, SignedAt = book.Now, PayeeSignedAt = book.Now,
                SplitterSignedAt = splitter is null ? null : book.Now,
            });
    }

    /// <summary>The next run of the clearing that is planned, when its time has come; or, should it never be, ahead of it.</summary>
    private sealed record SettleDue(bool Early) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            var next = (await book.Orders.Below(Order.BySettlesAt, long.MaxValue, 1)).FirstOrDefault()?.Settlement.DueAt;
            return next is { } due && (Early || due <= book.Now)
                ? await new RunSlice(new SettleOrders(), SettleOrders.WorkId(due)).Run(book) : Errors.NothingToDo;
        }
    }

    private sealed record SplitBought(SplitWish Wish) : Command
    {
        public override async ValueTask<Result> Run(Book book) =>
            await OrderSplitting.Split(book, Wish) is { Wrong: { } wrong } ? wrong : Done.It;
    }
}
