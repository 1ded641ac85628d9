using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 页面 (云商通): opened by addresses in answers, not by signed links. A browser that goes back to the merchant carries nothing: what
/// became of it is told by the notice.
/// </summary>
public sealed class Yst2Pages : IWirePages
{
    public string Wire => Yst2Wire.Wire;

    public ISignedLinks? Links => null;

    public NoticeFacts? Told(Book book, Order order) => null;

    public PageReturn OfOrder(AppKeys keys, string url, NoticeFacts told, DateTimeOffset at) => new(url, [], ByPost: false);
}
