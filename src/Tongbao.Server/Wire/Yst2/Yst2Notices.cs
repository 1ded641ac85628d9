using System.Globalization;
using System.Text;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 异步通知 (云商通 A541): an envelope of JSON whose bizData is a text, signed over all its fields but sign and signType (E8). It is heard when
/// the receiver answers 200 with the text success (E10).
/// </summary>
public sealed class Yst2Notices(Yst2Methods methods, Yst2Answers answers, [FromKeyedServices(Yst2Wire.Wire)] Tables catalog,
    Masking masking) : IWireNotices
{
    private const string Heard = "success";

    /// <summary>The table of a notice that shares its transCode with a request has it behind the code.</summary>
    private const char OfSameCode = 'n';

    private readonly ReplyWriter _writer = new(catalog);

    public string Wire => Yst2Wire.Wire;

    public NoticePost Write(AppKeys keys, Notice notice, DateTimeOffset at)
    {
        var fields = FieldsOf(keys, notice, at, Data(keys, notice));
        fields[Yst2Signature.Sign] = Yst2Signature.Of(Own(keys).Platform, Yst2Signature.Source(fields));
        return new NoticePost(notice.Url, "application/json;charset=UTF-8", Encoding.UTF8.GetBytes(Yst2Answers.TextOf(json =>
        {
            foreach (var (name, value) in fields) json.WriteString(name, value);
        })));
    }

    public bool ReadsAnswer(Notice notice) => true;

    public NoticeHeard Hear(AppKeys keys, Notice notice, NoticeAnswer answer) =>
        answer.Body?.Trim() == Heard ? NoticeHeard.Well : new($"the answer is not {Heard}", null);

    public NoticeTold Tell(AppKeys keys, Notice notice)
    {
        var data = Data(keys, notice);
        var masked = masking.Text(data);
        return new NoticeTold(masked, [.. notice.Attempts.Select(tried =>
        {
            var source = Yst2Signature.Source(FieldsOf(keys, notice, tried.At, data));
            return new SignedTold(Yst2Signature.Source(FieldsOf(keys, notice, tried.At, masked)), Yst2Signature.Digest(source),
                Yst2Signature.Of(Own(keys).Platform, source));
        })]);
    }

    /// <summary>The fields of the envelope but for its signature.</summary>
    private static Dictionary<string, string> FieldsOf(AppKeys keys, Notice notice, DateTimeOffset at, string data) => new()
    {
        ["notifyTime"] = Days.ToChina(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        ["notifyId"] = notice.Id,
        ["charset"] = "utf-8",
        ["version"] = "1.0",
        [Yst2Signature.SignType] = Yst2Signature.Sm3WithSm2,
        [Yst2Envelope.AppId] = keys.No,
        [Yst2Envelope.TransCode] = TransCodeOf(notice),
        [Yst2Envelope.BizData] = data,
    };

    /// <summary>That of what was asked for, where the facts say it, else the notice's own: 1071, and 1020 of 1020n (E9).</summary>
    private static string TransCodeOf(Notice notice) =>
        notice.Facts is ITransCoded asked ? asked.TransCode : notice.Event.TrimEnd(OfSameCode);

    private string Data(AppKeys keys, Notice notice) => Yst2Answers.TextOf(json =>
    {
        _writer.Write(json, methods.Notices[notice.Event].Section("notify"), notice.Facts, keys);
        answers.Say(json, (notice.Facts as IFailureTold)?.Failure);
    });

    private static Yst2Keys Own(AppKeys keys) => keys as Yst2Keys
        ?? throw new InvalidOperationException($"{keys.GetType().Name} signs nothing here");
}
