using Tongbao.Core;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Settling;
using Tongbao.Core.Orders.Yst2;

namespace Tongbao.Bench;

/// <summary>
/// Purchases by merchant numbers as requests of the wire would make them, paid and settled, but many in one transaction: they wait for their
/// splits.
/// </summary>
public sealed record SettledOrders(int From, int Count) : Command
{
    private static readonly ChannelAnswer Success = new(ChannelResult.Success);

    /// <summary>The numbers by which a file names them.</summary>
    public sealed record Made(IReadOnlyList<string> WireNumbers) : Reply;

    public static BizUserId Seller(int i) => new($"seller{i % Merchant.Members}");

    /// <summary>A split of the order of this number: a commission, and shares of two others.</summary>
    public static string Split(int n, string wireNo) => $"S{n:00000000}|{wireNo}|100|{Seller(n + 1)},3000,货款;{Seller(n + 2)},2000|bench";

    public override async ValueTask<Result> Run(Book book)
    {
        var numbers = new List<string>();
        for (var n = From; n < From + Count; n++)
        {
            var no = new BizOrderNo($"P{n:00000000}");
            var use = new PayUse(book.Environment.Part<IPayTables>(book.Wire).Method("SCAN_ALIPAY"), new(10_000), null, null, PayUse.NoMore, []);
            await Must(new PurchaseApply(no, Seller(n), new($"buyer{n % Merchant.Members}"), new(10_000), null, null, null, [use], null, null,
                null, null, "茶叶", "测试订单", "bench").Run(book));
            await Must(new ChannelAnswered((await book.FindOrder(no))!.No, ChannelOperation.Pay, Success).Run(book));
            numbers.Add(WireNumbers.Of(await Settlements.Settle(book, (await book.FindOrder(no))!)));
        }
        // Nobody is asked: the answers were there.
        book.Ask = null;
        return new Made(numbers);
    }

    private static async Task Must(ValueTask<Result> result)
    {
        if ((await result).Error is { } refusal) throw new InvalidOperationException($"{refusal}");
    }
}
