using Tongbao.Core.Members;

namespace Tongbao.Core.Orders;

/// <summary>编号空间: on some wires refunds have a row of numbers of their own.</summary>
public static class OrderNumbers
{
    public const string Refunds = "refund";

    /// <summary>As the store finds an order by it.</summary>
    public static string KeyOf(BizOrderNo no, string? numbers) => numbers is null ? no.Value : $"{numbers}:{no}";

    /// <summary>An order by the number that all share; else a refund by one of that row.</summary>
    public static async ValueTask<Order?> FindOrderOrRefund(this Book book, BizOrderNo no) =>
        await book.FindOrder(no) ?? await book.FindRefund(no);

    /// <summary>A refund by a number of that row.</summary>
    public static ValueTask<Order?> FindRefund(this Book book, BizOrderNo no) => book.Orders.FindBy(Order.ByBizNo, KeyOf(no, Refunds));
}

/// <summary>商户流水号: the merchant's numbers of orders and of operations on members are one name space.</summary>
public static class BizNumbers
{
    /// <summary>Null where nothing has the number; a refused request had none.</summary>
    public static async ValueTask<Error?> CheckFree(this Book book, BizOrderNo no) =>
        await book.FindOrder(no) is not null || await book.FindOperation(no) is not null ? Errors.OrderExists : null;

    /// <summary>
    /// The operation that the very same request began before. Refused where the number was used for anything else; neither where it is new.
    /// </summary>
    public static async ValueTask<(AccountOperation? Twin, Error? Wrong)> TwinOf(this Book book, BizOrderNo no)
    {
        if (await book.FindOperation(no) is { } operation && operation.Digest.Length > 0 && operation.Digest == book.Request?.ContentDigest)
            return (operation, null);
        return (null, await book.CheckFree(no));
    }
}
