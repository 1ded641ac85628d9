using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// 页面跳转 to frontUrl (通商云 5.2; docs/wires/tsy2.md, notices and redirects): it has the same content as the notice of the order's result, also
/// before there is a result. This wire always uses the query of the address.
/// </summary>
public sealed class Tsy2Pages(Tsy2Notices notices, Tsy2Links links) : IWirePages
{
    public string Wire => Tsy2Wire.Wire;

    public ISignedLinks Links => links;

    public NoticeFacts Told(Book book, Order order) => OrderResult.Of(book, order);

    public PageReturn OfOrder(AppKeys keys, string url, NoticeFacts told, DateTimeOffset at) =>
        Return(keys, url, notices.Rps(keys, "orderResult", told), at);

    /// <summary>
    /// jumpUrl of signContract and frontUrl of orders: sysid, rps, timestamp, v, sign; the signature covers sysid + rps + timestamp.
    /// </summary>
    public static PageReturn Return(AppKeys keys, string url, string rps, DateTimeOffset at) =>
        new(url, Tsy2Notices.FieldsOf(keys, rps, at), ByPost: false);
}
