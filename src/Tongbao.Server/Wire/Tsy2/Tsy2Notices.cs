using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>异步通知 (通商云 3.4, 4.2.15): sysid, rps, timestamp, v, sign in this order; the signature covers sysid + rps + timestamp.</summary>
public sealed class Tsy2Notices(Tsy2Methods methods, [FromKeyedServices(Tsy2Wire.Wire)] Tables catalog, Masking masking) : IWireNotices
{
    private const string FormType = "application/x-www-form-urlencoded";

    private static readonly string[] BesideReturnValue = ["status", "errorCode", "message", "ContractNo", "contractNo"];

    private static readonly string[] SignedInBackfill =
        ["bizUserId", "accountSetNo", "cusid", "termid", "ordertype", "bizseq", "trxid", "amount"];

    private readonly ReplyWriter _writer = new(catalog);

    public string Wire => Tsy2Wire.Wire;

    public NoticePost Write(AppKeys keys, Notice notice, DateTimeOffset at) =>
        new(notice.Url, FormType, Encoding.ASCII.GetBytes(Form(notice.Facts is Backfill
            ? Flat(keys, notice).Select(f => KeyValuePair.Create(f.Name, f.Value))
            : FieldsOf(keys, Rps(keys, notice.Event, notice.Facts), at))));

    /// <summary>HTTP 200 is enough, but for two notices.</summary>
    public bool ReadsAnswer(Notice notice) => MerchantAnswers.IsAwaited(notice);

    public NoticeHeard Hear(AppKeys keys, Notice notice, NoticeAnswer answer) => notice.Facts switch
    {
        ReserveFundIn when answer.Status == StatusCodes.Status200OK => new(MerchantAnswers.WrongFundIn(keys, answer.Body ?? ""), null),
        Backfill told => new(null, Answered(told, answer)),
        _ => NoticeHeard.Well,
    };

    /// <summary>What the answer to a back-fill brings about; that none came is said by the schedule, not by a try beside it.</summary>
    private static BackfillAnswered? Answered(Backfill told, NoticeAnswer heard)
    {
        var answer = heard is { Status: StatusCodes.Status200OK, Body: { } body } ? MerchantAnswers.ReadBackfill(body) : null;
        return answer is null && heard.ByHand ? null : new BackfillAnswered(told.Trxid, answer);
    }

    public NoticeTold Tell(AppKeys keys, Notice notice)
    {
        var rps = Rps(keys, notice.Event, notice.Facts);
        var masked = masking.Text(rps);
        return new NoticeTold(masked, [.. notice.Attempts.Select(tried =>
        {
            var text = SignedText(keys, notice, rps, tried.At);
            return new SignedTold(SignedText(keys, notice, masked, tried.At), Tsy2Signature.Digest(text), Tsy2Signature.Sign(keys, text));
        })]);
    }

    /// <summary>The signed fields around an rps text: of the body of a notice, or of the query that a browser carries.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> FieldsOf(AppKeys keys, string rps, DateTimeOffset at) =>
    [
        new("sysid", keys.No), new("rps", rps), new("timestamp", Stamp(at)), new("v", "2.0"),
        new("sign", Tsy2Signature.Sign(keys, SignedText(keys.No, rps, at))),
    ];

    private static string Form(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(f => $"{f.Key}={FormText.Encode(f.Value)}"));

    /// <summary>What the signature of a notice that is sent at an instant covers.</summary>
    private static string SignedText(string sysid, string rps, DateTimeOffset at) => sysid + rps + Stamp(at);

    private static string Stamp(DateTimeOffset at) => Days.ToChina(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The JSON text of a notice: returnValue, method, service, status, in the order seen.</summary>
    public string Rps(AppKeys keys, string @event, NoticeFacts facts)
    {
        var table = methods.Notices[@event];
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (facts is Backfill)
            {
                _writer.Write(json, table.Section("request"), facts, keys);
                json.WriteEndObject();
                json.Flush();
                return Encoding.UTF8.GetString(buffer.WrittenSpan);
            }
            json.WriteStartObject("returnValue");
            _writer.Write(json, [.. table.Section("notify").Where(r => !BesideReturnValue.Contains(r.Name) || facts is ReserveFundIn)],
                facts, keys);
            json.WriteEndObject();
            json.WriteString("method", table.Method);
            // The number of an agreement stands beside returnValue, in both spellings (docs/wires/tsy2.md).
            if (facts is ContractSigned { ContractNo: var no }) json.WriteString("ContractNo", no);
            json.WriteString("service", table.Service);
            if (facts is ContractSigned signed) json.WriteString("contractNo", signed.ContractNo);
            // The fund-in notice has its status inside returnValue and none beside it (4.3.3).
            if (facts is not ReserveFundIn) WriteStatus(json, facts);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>补登: a flat message; its sign covers some fields, sorted and joined as key=value (4.1.22 (5)).</summary>
    private IReadOnlyList<(string Name, string Value)> Flat(AppKeys keys, Notice notice)
    {
        using var fields = JsonDocument.Parse(Rps(keys, notice.Event, notice.Facts));
        List<(string Name, string Value)> flat = [.. fields.RootElement.EnumerateObject().Select(f => (f.Name, f.Value.ToString()))];
        return [.. flat, ("sign", Tsy2Signature.Sign(keys, SignedInFlat(flat)))];
    }

    private static string SignedInFlat(IEnumerable<(string Name, string Value)> flat) =>
        string.Join('&', flat.Where(f => SignedInBackfill.Contains(f.Name)).OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => $"{f.Name}={f.Value}"));

    /// <summary>
    /// What the signature of a notice covers, if its text is the one given: the whole of it, or one that is masked for people.
    /// </summary>
    private static string SignedText(AppKeys keys, Notice notice, string rps, DateTimeOffset at)
    {
        if (notice.Facts is not Backfill) return SignedText(keys.No, rps, at);
        using var fields = JsonDocument.Parse(rps);
        return SignedInFlat([.. fields.RootElement.EnumerateObject().Select(f => (f.Name, f.Value.ToString()))]);
    }

    private void WriteStatus(Utf8JsonWriter json, NoticeFacts facts)
    {
        if (facts is not OrderResult { Status: OrderStatus.Failed or OrderStatus.Closed } failed)
        {
            // Only a browser that comes back before the end carries the state between (4.2.15).
            json.WriteString("status", facts is OrderResult { Status: OrderStatus.Unpaid or OrderStatus.InProgress } ? "pending" : "OK");
            return;
        }
        json.WriteString("status", "error");
        json.WriteString("errorCode", catalog.Errors.Of(Errors.PaymentFailed).Code);
        json.WriteString("message", failed.FailMessage is { } why ? catalog.Words.Of(why) : null);
    }
}
