using Tongbao.Core.Members;

namespace Tongbao.Core.Orders;

/// <summary>商户流水号: the merchant's numbers of orders and of operations on members are one name space.</summary>
public static class BizNumbers
{
    /// <summary>Null where nothing has the number; a refused request had none.</summary>
    public static async ValueTask<Error?> CheckFree(this Book book, BizOrderNo no) =>
        await book.FindOrder(no) is not null || await book.FindOperation(no) is not null ? Errors.OrderExists : null;
}
