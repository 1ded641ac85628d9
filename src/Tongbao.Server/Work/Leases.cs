using System.Data.Common;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>A claim of one process on an item for a limited time. It runs in wall time, wherever the virtual clock is moved.</summary>
public sealed record WorkLease(string Id, string Holder, DateTimeOffset Until)
{
    public static readonly RowKind<WorkLease> Rows = new("leases", l => l.Id);

    /// <summary>Whether it keeps another process away. Not if its holder is known to be dead, or its time is over.</summary>
    public bool Keeps(string away, DateTimeOffset wallNow, string? dead) => Holder != away && Holder != dead && Until > wallNow;
}

/// <summary>Another process holds the lease. It may be dead.</summary>
public sealed record HeldBy(string Holder) : Reply;

/// <summary>
/// 租约: a lease is valid until its time is over or its holder dies. A killed process's leases are taken over at once; the time limit is for
/// a holder that the database still believes alive. Leases only avoid doing work twice: every piece of work may safely be repeated.
/// </summary>
public sealed class Leases(IStore store, Teller teller)
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(3);

    /// <summary>The name under which this process holds leases.</summary>
    public string Holder => store.Holder;

    /// <param name="claim">Takes the lease, also from the holder that is given as dead. Returns Done or HeldBy.</param>
    public async Task<bool> Take(AppId app, Func<string?, Command> claim)
    {
        await store.BePresent();
        var result = (await teller.Run(app, claim(null))).Result;
        if (result.Reply is HeldBy other && !await store.IsAlive(other.Holder))
            result = (await teller.Run(app, claim(other.Holder))).Result;
        return result.Reply is Done;
    }

    /// <summary>Renews a lease while its work runs.</summary>
    public static async Task<T> Keep<T>(Func<Task> renew, Func<Task<T>> work)
    {
        using var over = new CancellationTokenSource();
        var renewing = Renew(renew, over.Token);
        try
        {
            return await work();
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
        }
    }

    private static async Task Renew(Func<Task> renew, CancellationToken over)
    {
        using var every = new PeriodicTimer(RenewEvery);
        while (!over.IsCancellationRequested)
        {
            try
            {
                if (await every.WaitForNextTickAsync(over)) await renew();
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return;
            }
            catch (Exception gone) when (gone is StoreUnavailable or DbException)
            {
                // Ignored: the work will meet and report the same error. If not, the next renewal may succeed.
            }
        }
    }
}
