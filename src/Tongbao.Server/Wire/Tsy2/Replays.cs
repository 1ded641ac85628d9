using System.Collections.Concurrent;
using Tongbao.Core.Platform;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>The answer to a request that has no serial of its own, found again by its signature.</summary>
/// <param name="FirstAt">By the wall clock, which requests travel by.</param>
/// <param name="Answer">base64; sealed at rest, since answers name phones.</param>
public sealed record Replay(string Signature, DateTimeOffset FirstAt, Secret Answer)
{
    public static readonly RowKind<Replay> Rows =
        new("replays", r => r.Signature, new RowIndex<Replay>(ByAge, r => r.FirstAt.ToUnixTimeMilliseconds()));
    public const string ByAge = "at";
}

/// <summary>
/// 重放: for calls that change something without a serial of their own, and move no money, the same signature arriving more than two seconds
/// after its first arrival gets the first answer and changes nothing. Within two seconds equal signatures may be two honest calls:
/// timestamps are whole seconds. A clock that was moved in between says nothing about that.
/// </summary>
public sealed class Replays(Asker asker, TimeProvider wall)
{
    private static readonly TimeSpan Honest = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(AppId, string), (DateTimeOffset At, Task<byte[]> Answer)> _underWay = new();

    public async Task<byte[]> Once(AppId app, string signature, Func<Task<byte[]>> answer)
    {
        var now = wall.GetUtcNow();
        if (_underWay.TryGetValue((app, signature), out var first) && now - first.At > Honest) return await first.Answer;
        if (await Find(app, signature) is { } known && now - known.FirstAt > Honest) return Convert.FromBase64String(known.Answer.Clear);

        var done = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay.TryAdd((app, signature), (now, done.Task));
        try
        {
            var bytes = await answer();
            await asker.Run(app, new Keep(new Replay(signature, now, new Secret(Convert.ToBase64String(bytes)))));
            done.TrySetResult(bytes);
            return bytes;
        }
        catch (Exception failed)
        {
            done.TrySetException(failed);
            _ = done.Task.Exception;
            throw;
        }
        finally
        {
            _underWay.TryRemove((app, signature), out _);
        }
    }

    private Task<Replay?> Find(AppId app, string signature) =>
        asker.Read(app, book => book.Shelf.Find(app, Replay.Rows, signature));

    private sealed record Keep(Replay Row) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Shelf.Find(book.App.Id, Replay.Rows, Row.Signature) is null) book.Shelf.Put(book.App.Id, Replay.Rows, Row);
            return Done.It;
        }
    }
}

/// <summary>Answers older than any request that could still come with their signature.</summary>
public sealed record ForgetReplay(string Signature) : Command
{
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(30);

    public static readonly DayJob Daily = new("forget-replays", "03:30", run =>
        run.Each(Replay.Rows, Replay.ByAge, run.WallNow - Age, replay => new ForgetReplay(replay.Signature)));

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.Find(book.App.Id, Replay.Rows, Signature) is { } row) book.Shelf.Remove(book.App.Id, Replay.Rows, row);
        return Done.It;
    }
}
