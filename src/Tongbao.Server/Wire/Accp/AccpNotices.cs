using System.Text;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Accp;

/// <summary>
/// 异步通知 (连连 ACCP 1.8): one line of JSON with the signature in the headers, heard when the receiver answers 200 with the text Success.
/// </summary>
public sealed class AccpNotices(AccpMethods methods, [FromKeyedServices(AccpWire.Wire)] Tables catalog, Masking masking) : IWireNotices
{
    private const string Heard = "Success";

    private readonly ReplyWriter _writer = new(catalog, byName: true);

    public string Wire => AccpWire.Wire;

    public NoticePost Write(AppKeys keys, Notice notice, DateTimeOffset at)
    {
        var body = Text(keys, TableOf(notice), notice.Facts);
        return new NoticePost(notice.Url, "application/json;charset=UTF-8", body)
        {
            Headers = [new(AccpSignature.TypeHeader, AccpSignature.Rsa), new(AccpSignature.DataHeader, AccpAnswers.Sign(keys, body))],
        };
    }

    public bool ReadsAnswer(Notice notice) => true;

    public NoticeHeard Hear(AppKeys keys, Notice notice, NoticeAnswer answer) =>
        answer.Body?.Trim() == Heard ? NoticeHeard.Well : new($"the answer is not {Heard}", null);

    public NoticeTold Tell(AppKeys keys, Notice notice)
    {
        var body = Text(keys, TableOf(notice), notice.Facts);
        var (masked, digest) = (masking.Text(Encoding.UTF8.GetString(body)), AccpSignature.Digest(body));
        return new NoticeTold(masked, [.. notice.Attempts.Select(_ => new SignedTold(masked, digest, AccpAnswers.Sign(keys, body)))]);
    }

    /// <summary>What became of an order is told by its kind; what became of an account, by the event itself.</summary>
    private static string TableOf(Notice notice) => notice.Facts switch
    {
        TradeResult => "notify-payment",
        _ => notice.Event,
    };

    /// <summary>The text of a notice, as it is signed.</summary>
    /// <param name="event">The table that it is written by, catalog/accp/notify.</param>
    public byte[] Text(AppKeys keys, string @event, NoticeFacts facts) => AccpText.Of(json =>
    {
        json.WriteString("oid_partner", keys.No);
        _writer.Write(json, methods.Notices[@event].Section("notify"), facts, keys);
    });
}
