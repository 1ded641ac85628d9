using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Freezing;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders;

/// <summary>What a transaction sees of orders.</summary>
public static class OrderRows
{
    extension(Book book)
    {
        public Table<Order> Orders => new(book.Shelf, book.App.Id, Order.Rows);
        public Table<Freeze> Freezes => new(book.Shelf, book.App.Id, Freeze.Rows);
        public Table<Share> Shares => new(book.Shelf, book.App.Id, Share.Rows);
        public Table<EscrowPayment> EscrowPayments => new(book.Shelf, book.App.Id, EscrowPayment.Rows);
        public Table<Batch> Batches => new(book.Shelf, book.App.Id, Batch.Rows);
        public Table<TerminalPayment> TerminalPayments => new(book.Shelf, book.App.Id, TerminalPayment.Rows);
        public Table<Goods> Goods => new(book.Shelf, book.App.Id, Opening.Goods.Rows);

        /// <summary>What an order that the request at hand makes is known by.</summary>
        public Serial Serial => new() { Wire = book.Wire, Digest = book.Request?.ContentDigest ?? "" };

        /// <summary>订单有效期 by the wire that the request came through; null: the usual one.</summary>
        public Timetable? Timetable =>
            book.Environment.Part<IWireTerms>().Of(book.Wire).Timetable is var own && own != Platform.Timetable.Usual ? own : null;

        /// <summary>支付方式 and what hangs on them, by the tables of the wire that the request came through.</summary>
        public IPayTables Pay => book.Environment.Part<IPayTables>(book.Wire);

        /// <summary>The wire that made an order.</summary>
        public string WireOf(Order order) => order.Serial.Wire ?? book.App.First.Wire;

        public ValueTask<Order?> FindOrder(BizOrderNo no) => book.Orders.FindBy(Order.ByBizNo, no.Value);

        /// <summary>
        /// An order that the request at hand is to change or to draw on: only the wire that made it may do that. Looked at it is from
        /// everywhere, by <see cref="FindOrder"/>.
        /// </summary>
        public async ValueTask<(Order? Order, Error? Wrong)> OwnOrder(BizOrderNo no)
        {
            if (await book.FindOrder(no) is not { } order) return (null, Errors.OrderNotFound);
            return book.WireOf(order) == book.Wire ? (order, null) : (null, Errors.MadeOnOtherWire);
        }
    }
}

/// <summary>The tables of a wire that orders look things up in.</summary>
public interface IPayTables
{
    PayMethod Method(string key);
    bool HasMethod(string key);

    /// <summary>The first method that goes this way (<see cref="PayMethod.Way"/>).</summary>
    PayMethod? ByWay(string way);
    IReadOnlyList<GatewayBank> GatewayBanks { get; }

    /// <summary>支付验证码 of a payment: at random, but where the test environment of a pay method knows one code alone (5.2).</summary>
    string CodeOf(string? payMethod);

    /// <summary>配对业务码: the pay code that goes with a collect code; null where there is none.</summary>
    string? PairOf(string tradeCode);

    /// <summary>海关代码 (6.20).</summary>
    bool IsCustomsCode(string code);
}
