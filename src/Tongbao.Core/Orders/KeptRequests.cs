using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders;

/// <summary>原始请求: what made or changed an order is kept beside it, as it came.</summary>
public static class KeptRequests
{
    /// <summary>Keeps the request beside the order it made or changed.</summary>
    public static void KeepRequest(this Book book, Order order, Command command) => book.KeepRequest(order.No.Value, command);

    public static void KeepRequest(this Book book, string about, Command command)
    {
        if (book.Request is not { } raw) return;
        book.Requests.Save(new KeptRequest($"{KeptRequest.Prefix(about)}{book.NextNumber()}", about, raw.ReceivedAt, command.GetType().Name,
            new Secret(System.Text.Encoding.UTF8.GetString(raw.Bytes)), raw.Digest is null ? null
                : new Secret(raw.Digest)) { Wire = book.Wire });
    }
}
