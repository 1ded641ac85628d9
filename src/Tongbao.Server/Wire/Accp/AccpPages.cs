using System.Text;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Accp;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Wire.Accp;

/// <summary>
/// 页面返回 (连连 ACCP, W49): after a payment the payer's browser posts the text of the notice and the two values of its headers to return_url.
/// If the order is not paid, nothing is posted. Pages are opened by addresses in the answers of payment-gw, not by signed links.
/// </summary>
public sealed class AccpPages(AccpNotices notices) : IWirePages
{
    /// <summary>The form field of the text: catalog/accp/pages/return_url.api.</summary>
    private const string TextField = "json_context";

    public string Wire => AccpWire.Wire;

    public ISignedLinks? Links => null;

    public NoticeFacts? Told(Book book, Order order) => order.IsPaid ? TradeResult.Of(book, order, AccpWire.Wire) : null;

    public PageReturn OfOrder(AppKeys keys, string url, NoticeFacts told, DateTimeOffset at)
    {
        var text = notices.Text(keys, TradeNotices.Paid, told);
        return new PageReturn(url,
        [
            new(AccpSignature.TypeHeader, AccpSignature.Rsa), new(AccpSignature.DataHeader, AccpAnswers.Sign(keys, text)),
            new(TextField, Encoding.UTF8.GetString(text)),
        ], ByPost: true);
    }
}
