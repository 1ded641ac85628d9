using System.Threading.Channels;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>The result of a command, and the question that must be asked before its caller gets a reply.</summary>
/// <param name="About">The app and order of a question to a channel, as committed, so that they are not read again.</param>
public readonly record struct Outcome(Result Result, Ask? Ask, (App App, Core.Orders.Order Order)? About = null);

/// <summary>
/// 柜员: runs commands in groups, one transaction per group. A command that is refused or throws undoes only its own changes. Replies are
/// sent after the commit. There is one teller per process; while a group runs, the store keeps other processes away from its apps.
/// </summary>
public sealed class Teller(IStore store, TimeProvider clock, IEnvironment environment, WorkSignal signal, ILogger<Teller> log)
    : IAsyncDisposable
{
    private const int MaxGroup = 512;

    private readonly Channel<Request> _queue = Channel.CreateUnbounded<Request>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SwitchingSource _source = new();
    private Shelf? _shelf;
    private Stage _stage;
    private Task _loop = Task.CompletedTask;

    /// <summary>Called with the rows of each group after its commit and before its replies.</summary>
    public Action<IReadOnlyList<Slot>>? Committed { get; set; }

    public void Start() => _loop = Task.Factory.StartNew(Serve, TaskCreationOptions.LongRunning).Unwrap();

    /// <summary>Whether commands wait for the open group. Only for a command that is in it: the queue has one reader.</summary>
    public bool IsWaitedFor => _queue.Reader.TryPeek(out _);

    public Task<Outcome> Run(AppId app, Command command, RawRequest? raw = null)
    {
        ArgumentNullException.ThrowIfNull(app.Value);
        ArgumentNullException.ThrowIfNull(command);
        var request = new Request(app, command, raw, new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_queue.Writer.TryWrite(request)) throw new StoreUnavailable("the server is ending");
        return request.Reply.Task;
    }

    private async Task Serve()
    {
        var group = new List<Request>(MaxGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < MaxGroup && _queue.Reader.TryRead(out var request)) group.Add(request);
            if (await Failure(group) is { } failed) await AfterFailure(group, failed);
        }
    }

    /// <summary>Runs a group. If it was not committed: how far it came, and the exception; null if it was committed.</summary>
    private async Task<(Stage Reached, Exception Broken)?> Failure(List<Request> group)
    {
        _stage = Stage.Begins;
        try
        {
            await RunGroup(group);
            return null;
        }
        catch (Exception broken)
        {
            _shelf = null;
            log.LogError("group of {Count} not committed: {Error}", group.Count, broken.Message);
            return (_stage, broken);
        }
    }

    /// <summary>
    /// One command may have broken the transaction for all. If nothing was committed, each command is run again in a transaction of its
    /// own. If the store cannot begin a transaction, or may have committed, all of them fail.
    /// </summary>
    private async Task AfterFailure(List<Request> group, (Stage Reached, Exception Broken) failed)
    {
        var from = 0;
        while (group.Count > 1 && failed.Reached == Stage.Runs && from < group.Count)
        {
            var alone = await Failure([group[from]]);
            if (alone is { Reached: Stage.Begins })
            {
                failed = alone.Value;
                break;
            }
            if (alone is { Broken: var broken }) Tell(group[from], broken);
            from++;
        }
        foreach (var request in group.Skip(from)) Tell(request, failed.Broken);
    }

    private static void Tell(Request request, Exception broken) =>
        request.Reply.TrySetException(broken as StoreUnavailable ?? new StoreUnavailable(broken.Message, broken));

    private async Task RunGroup(List<Request> group)
    {
        var apps = group.Select(r => r.App).Distinct().OrderBy(a => a.Value, StringComparer.Ordinal).ToArray();
        await using var writer = await store.BeginWrite(apps);
        _stage = Stage.Runs;
        _source.Current = writer;
        if (!writer.CacheIsCurrent) _shelf?.Forget();
        var shelf = _shelf ??= new Shelf(_source);

        var unforeseen = await Prefetch(shelf, group, writer);
        var replies = new List<(Request Request, Outcome? Outcome, Exception? Bug)>(group.Count);
        foreach (var request in group)
            replies.Add(unforeseen.TryGetValue(request, out var bug) ? (request, null, bug) : await RunOne(shelf, request));
        if (shelf.Dirty.Count > 0 || shelf.Entries.Count > 0) await writer.Write(shelf.Dirty, shelf.Entries);
        _stage = Stage.Commits;
        await writer.Commit();
        Committed?.Invoke(shelf.Dirty);
        Announce(shelf);
        shelf.Committed();
        foreach (var (request, outcome, wrong) in replies)
        {
            if (wrong is null) request.Reply.TrySetResult(outcome!.Value);
            else request.Reply.TrySetException(wrong);
        }
    }

    /// <summary>Fetches the rows that the group will read. Returns the commands whose prefetch failed; only these fail.</summary>
    private async ValueTask<Dictionary<Request, Exception>> Prefetch(Shelf shelf, List<Request> group, IWriter writer)
    {
        var failed = new Dictionary<Request, Exception>(ReferenceEqualityComparer.Instance);
        if (!writer.IsFar) return failed;
        var prefetch = new Prefetch(shelf) { Now = clock.GetUtcNow() };
        foreach (var request in group)
        {
            if (await AppOf(shelf, request.App) is not { } app) continue;
            try
            {
                prefetch.Of(app, request.Command);
            }
            catch (Exception bug)
            {
                Say(request, bug);
                failed[request] = bug;
            }
        }
        if (prefetch.All.Count > 0) await writer.Fetch(prefetch.All);
        return failed;
    }

    private void Say(Request request, Exception bug) =>
        log.LogError("{Command} failed: {Error} {Where}", request.Command.GetType().Name, bug.Message, bug.StackTrace);

    private static async ValueTask<App?> AppOf(Shelf shelf, AppId app) =>
        app == SystemApp.Id ? SystemApp.Row : await shelf.Find(app, App.Rows, app.Value);

    /// <summary>Tells waiting loops what a commit brought for them.</summary>
    private void Announce(Shelf shelf)
    {
        foreach (var (app, _, _) in shelf.Entries) signal.Booked(app);
        if (shelf.Dirty.Select(row => row.Row).OfType<WorkItem>().Min(item => (DateTimeOffset?)item.DueAt) is { } due) signal.Give(due);
        foreach (var slot in shelf.Dirty)
        {
            // The notice sender logs refused addresses itself, once per endpoint instead of once per order.
            if (slot.Row is Warning { Times: 1, Kind: not WarningKinds.AddressRefused } warning)
                log.LogWarning("{Kind} app {App} order {About}: {Text}", warning.Kind, slot.App, warning.About is null ? "-"
                    : Warning.Clean(warning.About), warning.Text);
        }
    }

    private async ValueTask<(Request, Outcome?, Exception?)> RunOne(Shelf shelf, Request request)
    {
        var mark = shelf.Mark(request.Command is RunSlice);
        try
        {
            if (await OpenBook(shelf, request.App, request.Raw, request.Command as OpenApp) is not { } book)
                return (request, new Outcome(Errors.AppNotFound, null), null);
            var result = await request.Command.Run(book);
            if (!result.IsRefused)
            {
                await Remark(book, request.Raw);
                return (request, new Outcome(result, book.Ask, await AskedAbout(book)), null);
            }
            shelf.UndoTo(mark);
            if ((book.KeptDespiteRefusal.Count > 0 || request.Raw?.Remarks is not null)
                && await OpenBook(shelf, request.App, null) is { } after)
            {
                foreach (var change in book.KeptDespiteRefusal) change(after);
                await Remark(after, request.Raw);
            }
            return (request, new Outcome(result, null), null);
        }
        catch (OverflowException)
        {
            // Sums of thousands of the largest amounts do not fit into any account.
            shelf.UndoTo(mark);
            return (request, new Outcome(Errors.WrongAmount, null), null);
        }
        catch (Exception bug) when (bug is not StoreUnavailable and not System.Data.Common.DbException)
        {
            shelf.UndoTo(mark);
            Say(request, bug);
            return (request, null, bug);
        }
    }

    /// <summary>Stores the warnings about a request, whether or not it succeeded.</summary>
    private static async ValueTask Remark(Book book, RawRequest? raw)
    {
        foreach (var remark in raw?.Remarks ?? []) await book.Warn(remark.Kind, remark.About, remark.Text);
    }

    private static async ValueTask<(App, Core.Orders.Order)?> AskedAbout(Book book) =>
        book.Ask is ChannelAsk q && await book.Orders.Find(q.Order.Value) is { } order ? (book.App, order) : null;

    /// <param name="open">The command that creates the app: it alone may run without an app.</param>
    private async ValueTask<Book?> OpenBook(Shelf shelf, AppId app, RawRequest? raw, OpenApp? open = null)
    {
        if ((await AppOf(shelf, app) ?? open?.App) is not { } row) return null;
        var counters = await shelf.Find(app, Counters.Rows, "all") ?? Counters.Start;
        return new Book(shelf, row, counters, clock.GetUtcNow(), environment, raw);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private sealed record Request(AppId App, Command Command, RawRequest? Raw, TaskCompletionSource<Outcome> Reply);

    /// <summary>How far the open group has come. From Commits on, it may be booked.</summary>
    private enum Stage { Begins, Runs, Commits }
}
