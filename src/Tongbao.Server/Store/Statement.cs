using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>收支明细, read over one connection.</summary>
internal sealed class Statements(Connection rows) : IStatements
{
    public ValueTask<(long Total, IReadOnlyList<Line> Lines)> Between(AppId app, IReadOnlyCollection<AccountId> accounts,
        DateTimeOffset from, DateTimeOffset until, long skip, int take, bool all) =>
        Statement.Read(rows, app, accounts, (from, until), skip, take, all);

    public ValueTask<Line?> LastBefore(AppId app, AccountId account, DateTimeOffset until) => Statement.Last(rows, app, account, until);

    public async ValueTask<(Entry Entry, IReadOnlyList<Line> Lines)?> Entry(AppId app, long no) =>
        await rows.BookedEntries(app, no, take: 1) is [var booked] && booked.Entry.No == no ? (booked.Entry, booked.Lines) : null;
}

/// <summary>
/// 收支明细: reads the statement of an account backwards along its trail. Finding a line takes a few dozen single-row reads, however many lines
/// there are.
/// </summary>
internal sealed class Statement
{
    private readonly Connection _rows;
    private readonly AppId _app;

    /// <summary>Whether every line is read, and not only those that changed available plus held.</summary>
    private readonly bool _all;

    /// <summary>The number of lines to read up to the newest in the range, and before the range.</summary>
    private long _until, _before;

    /// <summary>The newest line not yet taken; null if none is left in the range.</summary>
    private Line? _next;

    private Statement(Connection rows, AppId app, bool all = false) => (_rows, _app, _all) = (rows, app, all);

    private long Left => _next is null ? 0 : _until - _before;

    /// <summary>A page of the lines between two instants, newest first, and their total number.</summary>
    /// <param name="all">Also those that changed neither available nor held, or one by the other.</param>
    public static async ValueTask<(long Total, IReadOnlyList<Line> Lines)> Read(Connection rows, AppId app,
        IReadOnlyCollection<AccountId> accounts, (DateTimeOffset From, DateTimeOffset Until) time, long skip, int take, bool all)
    {
        var statements = new List<Statement>();
        foreach (var account in accounts)
        {
            if (await new Statement(rows, app, all).Open(account, time.From, time.Until)
                is { Left: > 0 } statement) statements.Add(statement);
        }
        var total = statements.Sum(s => s.Left);
        if (skip >= total || take == 0) return (total, []);
        if (statements is [var only])
        {
            await only.SkipTo(only._until - skip);
            skip = 0;
        }
        var page = new List<Line>();
        while (page.Count < take && statements.Where(s => s._next is not null).MaxBy(s => (s._next!.Entry, s._next.No)) is { } newest)
        {
            if (skip-- <= 0) page.Add(newest._next!);
            await newest.Move();
        }
        return (total, page);
    }

    /// <summary>The newest line before a time.</summary>
    public static async ValueTask<Line?> Last(Connection rows, AppId app, AccountId id, DateTimeOffset until)
    {
        if (await rows.Load(app, Account.Rows, id.Value) is not { LastLine: > 0 } account) return null;
        var statement = new Statement(rows, app);
        return await statement.Back(await statement.Line(account.Trail.Last, id, account.LastLine), l => l.At < until);
    }

    private async ValueTask<Statement?> Open(AccountId id, DateTimeOffset from, DateTimeOffset until)
    {
        if (await _rows.Load(_app, Account.Rows, id.Value) is not { LastLine: > 0 } account) return null;
        var last = await Line(account.Trail.Last, id, account.LastLine);
        _next = await Back(last, l => l.At < until);
        _until = NumberOf(_next);
        _before = NumberOf(await Back(_next, l => l.At < from));
        await SkipTo(_until);
        return this;
    }

    /// <summary>Among the lines that are read.</summary>
    private long NumberOf(Line? line) => line is null ? 0 : _all ? line.No : line.Shown;

    /// <summary>Goes back to the n-th line that is read. Lines after it that are not carry the same number and are skipped.</summary>
    private async ValueTask SkipTo(long no) => _next = no <= _before ? null
        : await Back(_next, l => NumberOf(l) < no || (NumberOf(l) == no && (_all || !l.Change.IsZero)));

    private ValueTask Move() => SkipTo(NumberOf(_next) - 1);

    /// <summary>Goes back to the newest line that meets a condition. All lines before it must meet the condition as well.</summary>
    private async ValueTask<Line?> Back(Line? line, Func<Line, bool> holds)
    {
        while (line is not null && !holds(line))
        {
            var before = await Before(line);
            if (before is null || holds(before) || Trail.JumpOf(line.No) == before.No) line = before;
            else line = line.Jump != 0 && await Line(line.Jump, line.Account, Trail.JumpOf(line.No)) is var farther
                && !holds(farther) ? farther : before;
        }
        return line;
    }

    private async ValueTask<Line?> Before(Line line) => line.Before == 0 ? null : await Line(line.Before, line.Account, line.No - 1);

    private async ValueTask<Line> Line(long entry, AccountId account, long no) =>
        (await _rows.Booked(_app, entry)).Lines.FirstOrDefault(l => l.Account == account && l.No == no)
            ?? throw new DamagedRow($"line {no} of {account} (entry {entry}) is missing");
}
