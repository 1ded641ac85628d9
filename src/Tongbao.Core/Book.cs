using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;

namespace Tongbao.Core;

/// <summary>
/// What one transaction sees of one app: its rows, accounts and running numbers. Each room adds its own tables (MemberRows, OrderRows,
/// PlatformRows).
/// </summary>
public sealed class Book : ILedgerRows
{
    private Counters _counters;
    private readonly string? _wire;

    public Book(ILedgerShelf shelf, App app, Counters counters, DateTimeOffset now, IEnvironment environment, RawRequest? request = null,
        string? wire = null)
    {
        Shelf = shelf;
        App = app;
        _counters = counters;
        // Never earlier than the last transaction, so that entries and numbers stay in time order even if the machine's clock is set back.
        Now = now > counters.LastAt ? now : counters.LastAt;
        Environment = environment;
        Request = request;
        _wire = wire ?? request?.Wire;
        Ledger = new Books(this);
        Holds = new Holds(Ledger, this);
    }

    public ILedgerShelf Shelf { get; }
    public App App { get; private set; }
    public DateTimeOffset Now { get; }
    public IEnvironment Environment { get; }
    public RawRequest? Request { get; }

    /// <summary>The wire that the request came through. For work without a request: the wire of the app's first identity.</summary>
    public string Wire => _wire ?? App.First.Wire;

    /// <summary>The app's number on this wire.</summary>
    public string No => App.On(Wire)?.No ?? App.Id.Value;

    /// <summary>The settings that apply on this wire.</summary>
    public Settings Settings => App.SettingsOn(Wire);

    public Books Ledger { get; }
    public Holds Holds { get; }

    /// <summary>The question to an external party that the caller of this request waits for. It is sent after the commit.</summary>
    public Ask? Ask { get; set; }

    /// <summary>Changes that are kept even if the request is refused and rolled back: a failed password attempt must count.</summary>
    public List<Action<Book>> KeptDespiteRefusal { get; } = [];

    public void DespiteRefusal(Action<Book> change) => KeptDespiteRefusal.Add(change);

    /// <summary>Makes a change that stays whether or not the request is refused later, such as counting a password attempt.</summary>
    public void InAnyCase(Action<Book> change)
    {
        change(this);
        DespiteRefusal(change);
    }

    public Table<Account> Accounts => new(Shelf, App.Id, Account.Rows);

    /// <summary>The running numbers of the app. Setting them is part of the transaction.</summary>
    public Counters Counters
    {
        get => _counters;
        set
        {
            _counters = value with { LastAt = Now };
            Shelf.Put(App.Id, Counters.Rows, _counters);
        }
    }

    Table<Hold> ILedgerRows.Holds => new(Shelf, App.Id, Hold.Rows);

    long ILedgerRows.NextEntry
    {
        get => Counters.NextEntry;
        set => Counters = Counters with { NextEntry = value };
    }

    void ILedgerRows.Append(Entry entry, IReadOnlyList<Line> lines) => Shelf.Append(App.Id, entry, lines);

    public void SaveApp(App app)
    {
        App = app;
        Shelf.Put(app.Id, App.Rows, app);
    }

    public string NextNumber() => $"{Days.ToChina(Now):yyMMddHHmmss}{NextCount() % 10_000_000:0000000}";

    /// <summary>The next running number of the app. One sequence serves everything that is numbered.</summary>
    public long NextCount()
    {
        Counters = Counters with { NextNumber = Counters.NextNumber + 1 };
        return Counters.NextNumber;
    }

    public OrderNo NextOrderNo() => new(NextNumber());

    /// <summary>The custody account of a member, or the platform's balance where the member is the platform.</summary>
    public AccountId AccountOf(BizUserId member) =>
        member.IsPlatform ? Chart.Platform(Chart.Balance) : Chart.Member(App.CustodySet, member);

    /// <summary>
    /// A time that a request names, in the time of the virtual clock: shifted by the clock's offset if the request was stamped by wall time
    /// (docs/wires/tsy2.md).
    /// </summary>
    public DateTimeOffset? Shifted(DateTimeOffset? at) => at + (Request?.ClockShift ?? TimeSpan.Zero);
}
