using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Pages;
using Tongbao.Server.Pages.Simulated;
using Tongbao.Server.Sandbox.Lists;

// Parameters of requests: one with a default value is optional, all others are required. The OpenAPI document says the same.
namespace Tongbao.Server.Sandbox;

public sealed record AppChange(JsonElement Settings);

public sealed record ClockChange(bool? Freeze = null, bool? Live = null,
    string? Advance = null, string? To = null, bool? ToNext = null, string? Until = null, string? App = null);

/// <param name="Note">A warning if the public holidays of the clock's year are unknown; else null.</param>
public sealed record ClockView(DateTimeOffset Now, [property: AllowedValues("live", "frozen")] string Mode, IReadOnlyList<Work.Ran>? Ran,
    string? Note);

public sealed record SmsView(string Phone, string Code, string Purpose, DateTimeOffset SentAt, DateTimeOffset ExpiresAt);

/// <summary>Who paid, in the channel's words. The order stores these two; other members are ignored.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record Payer(string? Acct = null, string? AcctType = null);

public sealed record PaymentChange([property: AllowedValues("success", "fail", "pending")] string Result, string? Message = null,
    Payer? Payer = null);

public sealed record PayoutChange([property: AllowedValues("success", "fail")] string Result, string? Message = null);

/// <param name="Note">附言, checked if given.</param>
public sealed record RemittanceChange(long Amount, string? AccountNo = null, string? Note = null);

/// <param name="ArrivesAt">Now, or when the payment system opens again.</param>
public sealed record RemittanceView(string Id, string Merid, string FundInMode, DateTimeOffset ArrivesAt);

public sealed record FundsIn(string AccountSetNo, long Amount);

public sealed record FundsView(long Balance);

public sealed record NewScenario(string App, IReadOnlyList<StepView> Then, MatchView? Match = null, int? Times = null);

public sealed record MatchView(string? PayMethod = null, long? Amount = null, string? CardNo = null, string? BizUserId = null);

public sealed record StepView([property: AllowedValues("success", "fail", "pending", "unknown", "timeout", "returned", "reversed",
    "close")] string Result,
    string? After = null, long? Amount = null, string? Message = null, bool? Lost = null);

public sealed record ScenarioView(string Id);

public sealed record NoticeView(string Id, string Order, string Url, string Event, [property: OneOf(typeof(NoticeState))] string State,
    IReadOnlyList<AttemptView> Attempts, DateTimeOffset? NextAt)
{
    public static NoticeView Of(Notice n) =>
        new(n.Id, CardsInText.Hide(n.About), CardsInText.Hide(n.Url), n.Event, n.State.ToString().ToLowerInvariant(),
        [.. n.Attempts.Select(a => new AttemptView(a.At, a.HttpStatus, a.Error, a.ElapsedMs, a.ByHand, a.Error == Work.AddressRefused.Told
            ? Work.NoticeAddresses.OptionFor(n.Url) : null))],
        n.NextAt);
}

/// <param name="ByHand">Requested manually, outside the schedule.</param>
/// <param name="Allow">If the address is not allowed for notices: the option of `serve` that would allow it.</param>
public sealed record AttemptView(DateTimeOffset At, int? HttpStatus, string? Error, long ElapsedMs, bool ByHand, string? Allow);

/// <summary>The books of an app: every account and bucket that holds or held money.</summary>
public sealed record BooksView(bool Balanced, IReadOnlyList<BookView> Accounts, long Sum);

public sealed record BookView(string Owner, string AccountSetNo, [property: OneOf(typeof(Core.Ledger.Bucket))] string Bucket, long Balance);

/// <summary>A work item of an app, and when it is due.</summary>
/// <param name="Job">The same name as in the clock's `ran`.</param>
/// <param name="About">For a notice the order or member that it is about, else our order number.</param>
public sealed record DueView(string Job, string About, DateTimeOffset At)
{
    public static DueView Of(WorkItem item) =>
        new(item.Kind, CardsInText.Hide(item.Kind == Notice.Delivery.Name ? item.Detail : item.Subject), Days.ToChina(item.DueAt));
}

/// <summary>An order as the sandbox shows it.</summary>
/// <param name="PayPage">The page where a person can act as the buyer: the simulated wallet or bank, or the phone with the code. Null if
/// nobody pays.</param>
public sealed record OrderView(string OrderNo, string BizOrderNo, [property: OneOf(typeof(OrderKind))] string Kind,
    [property: OneOf(typeof(OrderStatus))] string Status,
    [property: AllowedValues(Core.Orders.PayStatus.Success, Core.Orders.PayStatus.Pending, Core.Orders.PayStatus.Fail)] string PayStatus,
        long Amount, long Fee, string? Payer, string? Payee,
    string? PayInfo, string? PayPage, string? Message, DateTimeOffset CreatedAt, DateTimeOffset? PaidAt, IReadOnlyList<LegView> Legs,
        bool? SplitDone,
    long Refunded, string? OriBizOrderNo, bool ChannelUnknown, SettlementView? Settlement)
{
    public static OrderView Of(App app, Order o, PageLinks links, Catalogue catalogue) =>
        new(o.No.Value, CardsInText.Hide(o.BizNo.Value), Camel(o.Kind), Camel(o.Status), Core.Orders.PayStatus.Of(o), o.Amount.Fen,
        o.Fee.Fen,
        o.Payer.Value, o.Payee.Value, o.Payment.PayInfo, SimulatedOrder.HasPage(o) ? links.SimulatedOf(app.Id, o)
            : null, Hidden(o.Outcome.FailMessage is { } why ? catalogue.WordsOf(app, o.Serial.Wire).Of(why) : null),
                Days.ToChina(o.CreatedAt),
                o.Outcome.PaidAt is { } at
            ? Days.ToChina(at) : null,
        [.. o.Legs.Select(l => new LegView(l.Method, l.Amount.Fen, l.Refunded.Fen, l.Card?.Masked))], o.SplitDone, o.Refunds.Amount.Fen,
            Hidden(o.Refund?.OriginalBizNo.Value), o.Outcome.Unknown, SettlementView.Of(o));

    private static string? Hidden(string? text) => text is null ? null : CardsInText.Hide(text);

    private static string Camel(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

public sealed record LegView(string PayMethod, long Amount, long Refunded, string? Card);

/// <summary>The whole history of an order. If only refused requests contain the number, only these are shown.</summary>
public sealed record Explanation(OrderView? Order, IReadOnlyList<RequestView> Requests, IReadOnlyList<StateView> States,
    IReadOnlyList<EntryView> Entries,
    IReadOnlyList<NoticeDetail> Notifications, IReadOnlyList<FileView> Files, IReadOnlyList<FindingView> Findings,
        IReadOnlyList<RefusedView> Refused, IReadOnlyList<WarningView> Warnings);

/// <summary>Something that was accepted without an error on the wire but is probably a mistake of the sender.</summary>
/// <param name="Order">The merchant's order number; null if no order is concerned.</param>
/// <param name="At">When it last occurred.</param>
public sealed record WarningView(long No, DateTimeOffset At,
    [property: AllowedValues(WarningKinds.UnknownField, WarningKinds.CardInText, WarningKinds.SplitNotBooked,
        WarningKinds.AddressRefused)] string Kind, string? Order, string Text, int Times)
{
    public static WarningView Of(Warning w, ErrorWords words) =>
        new(w.No, Days.ToChina(w.At), w.Kind, w.About is null ? null : CardsInText.Hide(w.About), w.Kind == WarningKinds.SplitNotBooked
        ? words.InWords(w.Text) : w.Text, w.Times);
}

/// <summary>A request about the order with a wrong signature, and the probable reason.</summary>
public sealed record RefusedView(string App, DateTimeOffset At, string Digest, string Hint, string Request)
{
    public static RefusedView Of(Wire.RefusedRequests.Refused r) => new(r.App.Value, Days.ToChina(r.At), r.Digest, r.Hint, r.Request);
}

/// <param name="SignedText">The signed text with secrets masked. The digest is over the original text.</param>
/// <param name="Answer">Only for the request that made the order: the reply to it and to every repeat.</param>
public sealed record RequestView(DateTimeOffset At, string Command, string Request, string SignedText, string Digest, SignedView? Answer);

/// <summary>A text that we signed, with secrets masked. Digest and signature are over the original text.</summary>
public sealed record SignedView(string SignedText, string Digest, string Sign)
{
    public static SignedView? Of(Wire.SignedTold? told) => told is null ? null : new SignedView(told.SignedText, told.Digest, told.Sign);
}

public sealed record StateView(DateTimeOffset At, [property: OneOf(typeof(OrderStatus), asNamed: true)] string From,
    [property: OneOf(typeof(OrderStatus), asNamed: true)] string To,
    [property: OneOf(typeof(OrderEvent), asNamed: true)] string On);

/// <param name="Order">Our number of the order or freeze that caused it, or another cause.</param>
public sealed record EntryView(long No, DateTimeOffset At, string Event, string Order, IReadOnlyList<MoveView> Moves)
{
    public static EntryView Of(Core.Ledger.Entry e) =>
        new(e.No, e.At, e.Event, e.Cause, [.. e.Moves.Select(m => new MoveView(m.From.ToString(), m.To.ToString(), m.Amount.Fen))]);
}

public sealed record MoveView(string From, string To, long Amount);

/// <param name="Sent">Each attempt with its own timestamp, as signed.</param>
public sealed record NoticeDetail(NoticeView Notice, string Rps, IReadOnlyList<SentView> Sent);

public sealed record SentView(DateTimeOffset At, SignedView Signed);

/// <summary>对账文件 that contains the order.</summary>
/// <param name="Kind">detail or summary.</param>
/// <param name="Url">A signed link; null until the file is available.</param>
/// <param name="Line">The order's line in the detail file.</param>
public sealed record FileView(string Name, [property: AllowedValues("detail", "summary", "workbook")] string Kind, DateOnly Day,
    DateTimeOffset ReadyAt, string? Url, string? Line);
