using System.Collections.Concurrent;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>The answer to a request that has no serial of its own, found again by its signature.</summary>
/// <param name="FirstAt">By the wall clock, which the window of freshness goes by; MovedAt by the moved one.</param>
/// <param name="Answer">base64; sealed at rest, since answers name phones.</param>
public sealed record Replay(string Signature, DateTimeOffset FirstAt, DateTimeOffset MovedAt, Secret Answer)
{
    public static readonly RowKind<Replay> Rows = new("replays", r => r.Signature, new RowIndex<Replay>(ByAge, r => r.FirstAt.ToUnixTimeMilliseconds()));
    public const string ByAge = "at";
}

/// <summary>
/// 重放: for calls that change something without a serial of their own, the same signature arriving more than two seconds after its first
/// arrival gets the first answer and changes nothing. Within two seconds equal signatures may be two honest calls: timestamps are whole seconds.
/// </summary>
public sealed class Replays(Asker asker, VirtualClock clock)
{
    private static readonly TimeSpan Honest = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(AppId, string), (Arrival At, Task<byte[]> Answer)> _underWay = new();

    public async Task<byte[]> Once(AppId app, string signature, Func<Task<byte[]>> answer)
    {
        var now = new Arrival(clock.WallNow, clock.GetUtcNow());
        if (_underWay.TryGetValue((app, signature), out var first) && now.IsAfter(first.At)) return await first.Answer;
        if (await Find(app, signature) is { } known && now.IsAfter(new Arrival(known.FirstAt, known.MovedAt))) return Convert.FromBase64String(known.Answer.Clear);

        var done = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay.TryAdd((app, signature), (now, done.Task));
        try
        {
            var bytes = await answer();
            await asker.Run(app, new Keep(new Replay(signature, now.Wall, now.Moved, new Secret(Convert.ToBase64String(bytes)))));
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

    /// <summary>An instant by both clocks: later by either is later.</summary>
    private readonly record struct Arrival(DateTimeOffset Wall, DateTimeOffset Moved)
    {
        public bool IsAfter(Arrival first) => Wall - first.Wall > Honest || Moved - first.Moved > Honest;
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

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.Find(book.App.Id, Replay.Rows, Signature) is { } row) book.Shelf.Remove(book.App.Id, Replay.Rows, row);
        return Done.It;
    }
}
