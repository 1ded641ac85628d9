using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>收支明细, read over one connection.</summary>
internal sealed class Statements(Connection rows) : IStatements
{
    public ValueTask<(long Total, IReadOnlyList<Line> Lines)> Between(AppId app, IReadOnlyCollection<AccountId> accounts,
        DateTimeOffset from, DateTimeOffset until, long skip, int take) => Statement.Read(rows, app, accounts, from, until, skip, take);

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

    /// <summary>The number of shown lines up to the newest in the range, and before the range.</summary>
    private long _shownUntil, _shownBefore;

    /// <summary>The newest line not yet taken; null if none is left in the range.</summary>
    private Line? _next;

    private Statement(Connection rows, AppId app) => (_rows, _app) = (rows, app);

    private long Left => _next is null ? 0 : _shownUntil - _shownBefore;

    /// <summary>A page of the lines between two instants that changed available plus held, newest first, and their total number.</summary>
    public static async ValueTask<(long Total, IReadOnlyList<Line> Lines)> Read(Connection rows, AppId app,
        IReadOnlyCollection<AccountId> accounts,
        DateTimeOffset from, DateTimeOffset until, long skip, int take)
    {
        var statements = new List<Statement>();
        foreach (var account in accounts)
        {
            if (await Open(rows, app, account, from, until) is { Left: > 0 } statement) statements.Add(statement);
        }
        var total = statements.Sum(s => s.Left);
        if (skip >= total || take == 0) return (total, []);
        if (statements is [var only])
        {
            await only.SkipTo(only._shownUntil - skip);
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

    private static async ValueTask<Statement?> Open(Connection rows, AppId app, AccountId id, DateTimeOffset from, DateTimeOffset until)
    {
        if (await rows.Load(app, Account.Rows, id.Value) is not { LastLine: > 0 } account) return null;
        var statement = new Statement(rows, app);
        var last = await statement.Line(account.Trail.Last, id, account.LastLine);
        statement._next = await statement.Back(last, l => l.At < until);
        statement._shownUntil = statement._next?.Shown ?? 0;
        statement._shownBefore = (await statement.Back(statement._next, l => l.At < from))?.Shown ?? 0;
        await statement.SkipTo(statement._shownUntil);
        return statement;
    }

    /// <summary>Goes back to the n-th shown line. Lines after it that are not shown carry the same number and are skipped.</summary>
    private async ValueTask SkipTo(long shown) =>
        _next = shown <= _shownBefore ? null : await Back(_next, l => l.Shown < shown || (l.Shown == shown && !l.Change.IsZero));

    private ValueTask Move() => SkipTo(_next!.Shown - 1);

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
