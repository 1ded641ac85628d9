using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Core;

/// <summary>What one transaction sees of one app: its members, orders, accounts, and the outbox. Nothing leaves before its commit.</summary>
public sealed class Book
{
    private Counters _counters;

    public Book(IShelf shelf, App app, Counters counters, DateTimeOffset now, IWorld world, RawRequest? request = null)
    {
        Shelf = shelf;
        App = app;
        _counters = counters;
        // Entries and numbers of an app are in time order even when a machine's clock is set back.
        Now = now > counters.LastAt ? now : counters.LastAt;
        World = world;
        Request = request;
        Ledger = new Books(this);
        Holds = new Holds(this);
        Outbox = new Outbox(this);
    }

    public IShelf Shelf { get; }
    public App App { get; private set; }
    public DateTimeOffset Now { get; }
    public IWorld World { get; }
    public RawRequest? Request { get; }
    public Settings Settings => App.Settings;

    public Books Ledger { get; }
    public Holds Holds { get; }
    public Outbox Outbox { get; }

    /// <summary>The question to the world outside that the caller of this request waits for, asked after the commit.</summary>
    public Ask? Ask { get; set; }

    /// <summary>What is kept although the request is refused and undone: a wrong try must count.</summary>
    public List<Action<Book>> KeptDespiteRefusal { get; } = [];

    public void DespiteRefusal(Action<Book> change) => KeptDespiteRefusal.Add(change);

    public Table<Account> Accounts => new(Shelf, App.Id, Account.Rows);
    public Table<Hold> HoldRows => new(Shelf, App.Id, Hold.Rows);
    public Table<Freeze> Freezes => new(Shelf, App.Id, Freeze.Rows);
    public Table<Entitlement> Entitlements => new(Shelf, App.Id, Entitlement.Rows);
    public Table<EscrowPayment> EscrowPayments => new(Shelf, App.Id, EscrowPayment.Rows);
    public Table<Batch> Batches => new(Shelf, App.Id, Batch.Rows);
    public Table<Member> Members => new(Shelf, App.Id, Member.Rows);
    public Table<SubAccount> SubAccounts => new(Shelf, App.Id, SubAccount.Rows);
    public Table<Order> Orders => new(Shelf, App.Id, Order.Rows);
    public Table<SmsMessage> Sms => new(Shelf, App.Id, SmsMessage.Rows);
    public Table<DayCount> DayCounts => new(Shelf, App.Id, DayCount.Rows);
    public Table<WorkItem> Work => new(Shelf, App.Id, WorkItem.Rows);
    public Table<VspTerminal> VspTerminals => new(Shelf, App.Id, VspTerminal.Rows);
    public Table<TerminalPayment> TerminalPayments => new(Shelf, App.Id, TerminalPayment.Rows);
    public Table<Remittance> Remittances => new(Shelf, App.Id, Remittance.Rows);
    public Table<Goods> Goods => new(Shelf, App.Id, Core.Orders.Goods.Rows);
    public Table<Notice> Notices => new(Shelf, App.Id, Notice.Rows);
    public Table<Finding> Findings => new(Shelf, App.Id, Finding.Rows);
    public Table<Warning> Warnings => new(Shelf, App.Id, Warning.Rows);
    public Table<KeptRequest> Requests => new(Shelf, App.Id, KeptRequest.Rows);

    /// <summary>The running numbers of the app; setting them is part of the transaction.</summary>
    public Counters Counters
    {
        get => _counters;
        set
        {
            _counters = value with { LastAt = Now };
            Shelf.Put(App.Id, Counters.Rows, _counters);
        }
    }

    public void SaveApp(App app)
    {
        App = app;
        Shelf.Put(app.Id, App.Rows, app);
    }

    public string NextNumber() => $"{Days.ToChina(Now):yyMMddHHmmss}{NextCount() % 10_000_000:0000000}";

    /// <summary>The next of the app's running numbers, whatever is numbered by it.</summary>
    public long NextCount()
    {
        Counters = Counters with { NextNumber = Counters.NextNumber + 1 };
        return Counters.NextNumber;
    }

    public OrderNo NextOrderNo() => new(NextNumber());

    /// <summary>The custody account of a member, or the platform's balance where the member is the platform.</summary>
    public string AccountOf(BizUserId member) =>
        member.IsPlatform ? Chart.Platform(Chart.Balance) : Chart.Member(App.CustodySet, member);

    /// <summary>A time that a request names, moved as far as the clock was when the request was stamped by the wall clock (wire.md).</summary>
    public DateTimeOffset? Shifted(DateTimeOffset? at) => at + (Request?.ClockShift ?? TimeSpan.Zero);

    public ValueTask<Member?> FindMember(BizUserId id) => Members.Find(id.Value);

    public ValueTask<Order?> FindOrder(BizOrderNo no) => Orders.FindBy(Order.ByBizNo, no.Value);
}

/// <summary>What the core needs of the world around it, apart from rows and time.</summary>
public interface IWorld
{
    /// <summary>A keyed hash: equal texts have equal fingerprints, and nobody without the store's key can guess the text.</summary>
    string Fingerprint(object content);

    /// <summary>A random number of so many decimal digits.</summary>
    string Digits(int count);

    /// <summary>支付验证码 of a payment: at random, but where the test environment of a pay method knows one code alone (5.2).</summary>
    string PayCode(string? payMethod);

    Calendar Calendar { get; }
    PayMethod PayMethod(string key);
    bool HasPayMethod(string key);
    IReadOnlyList<GatewayBank> GatewayBanks { get; }

    /// <summary>配对业务码: the pay code that goes with a collect code; null where there is none.</summary>
    string? PairOf(string tradeCode);

    /// <summary>海关代码 (6.20).</summary>
    bool IsCustomsCode(string code);

    /// <summary>A signed link to a file of an app, good until an instant.</summary>
    string FileLink(AppId app, string name, DateTimeOffset until);
    ICardRegistry Cards { get; }
}

/// <summary>The request, kept sealed beside what it made: as it came, but for what may not be kept.</summary>
/// <param name="Digest">Of the text as it came, where something was taken out of it.</param>
/// <param name="Remarks">What its sender is warned of, whatever becomes of it; null: nothing.</param>
public sealed record RawRequest(byte[] Bytes, string Fingerprint, DateTimeOffset ReceivedAt, TimeSpan ClockShift, string? Digest = null, IReadOnlyList<Remark>? Remarks = null);

/// <summary>The running numbers of an app.</summary>
/// <param name="InFlight">通联通 payouts sent and not yet answered: they lower the position before the bank books them.</param>
/// <param name="BankInFlight">The same of what is paid out, or moved to the reserve, from 华通.</param>
/// <param name="Warnings">How many different warnings there were.</param>
public sealed record Counters(long NextEntry, long NextNumber, DateTimeOffset LastAt, Cents InFlight = default, Cents BankInFlight = default, long Warnings = 0)
{
    public static readonly RowKind<Counters> Rows = new("counters", _ => "all");
    public static readonly Counters Start = new(1, 0, DateTimeOffset.MinValue);
}
