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

    /// <summary>The request that made what it was kept about; those after it changed it.</summary>
    internal static async ValueTask<KeptRequest?> FirstRequest(this Book book, string about) =>
        (await book.Requests.Beginning(KeptRequest.Prefix(about))).Where(r => r.Order == about).MinBy(r => (r.At, r.Id));
}

/// <summary>The wires that can read a kept request again.</summary>
public interface IKeptContents
{
    /// <summary>The digest that the request would have if it came now; null where it cannot be read any more.</summary>
    string? DigestOf(App app, KeptRequest kept);
}
