using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;

namespace Tongbao.Core;

/// <summary>
/// What one transaction sees of one app: its rows, its accounts, its running numbers. Each room adds its own tables (MemberRows, OrderRows,
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
        // Entries and numbers of an app are in time order even when a machine's clock is set back.
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

    /// <summary>The wire that the request came through; of what nobody asked for, that of the app's first identity.</summary>
    public string Wire => _wire ?? App.First.Wire;

    /// <summary>The app's number on that wire.</summary>
    public string No => App.On(Wire)?.No ?? App.Id.Value;

    /// <summary>Those that hold on that wire.</summary>
    public Settings Settings => App.SettingsOn(Wire);

    public Books Ledger { get; }
    public Holds Holds { get; }

    /// <summary>The question to the world outside that the caller of this request waits for, asked after the commit.</summary>
    public Ask? Ask { get; set; }

    /// <summary>What is kept although the request is refused and undone: a wrong try must count.</summary>
    public List<Action<Book>> KeptDespiteRefusal { get; } = [];

    public void DespiteRefusal(Action<Book> change) => KeptDespiteRefusal.Add(change);

    /// <summary>A change that is made whether the request is refused later or not: a password that was judged, was.</summary>
    public void InAnyCase(Action<Book> change)
    {
        change(this);
        DespiteRefusal(change);
    }

    public Table<Account> Accounts => new(Shelf, App.Id, Account.Rows);

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

    /// <summary>The next of the app's running numbers, whatever is numbered by it.</summary>
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
    /// A time that a request names, moved as far as the clock was when the request was stamped by the wall clock (docs/wires/tsy2.md).
    /// </summary>
    public DateTimeOffset? Shifted(DateTimeOffset? at) => at + (Request?.ClockShift ?? TimeSpan.Zero);
}
