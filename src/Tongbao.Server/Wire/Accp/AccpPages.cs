using System.Text;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Accp;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Wire.Accp;

/// <summary>
/// 页面返回 (连连 ACCP, W49): after a payment at a page the payer's browser posts the text of the notice, with the two values that a notice has
/// in its headers, to return_url; otherwise nothing. Pages are opened by addresses that payment-gw answers, not by links.
/// </summary>
public sealed class AccpPages(AccpNotices notices) : IWirePages
{
    /// <summary>Where the text stands in the form: catalog/accp/pages/return_url.api.</summary>
    private const string TextField = "json_context";

    public string Wire => AccpWire.Wire;

    public ISignedLinks? Links => null;

    public NoticeFacts? Told(Book book, Order order) => order.IsPaid ? TradeResult.Of(book, order) : null;

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
