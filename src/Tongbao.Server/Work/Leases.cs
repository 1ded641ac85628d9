using System.Data.Common;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>One of several processes takes an item for a while; the lease is in wall time, whatever the clock is moved to.</summary>
public sealed record WorkLease(string Id, string Holder, DateTimeOffset Until)
{
    public static readonly RowKind<WorkLease> Rows = new("leases", l => l.Id);

    /// <summary>Does it keep others away? Not those who know that its holder has ended.</summary>
    public bool Keeps(string away, DateTimeOffset wallNow, string? dead) => Holder != away && Holder != dead && Until > wallNow;
}

/// <summary>Somebody else has it, who may have ended.</summary>
public sealed record HeldBy(string Holder) : Reply;

/// <summary>
/// 租约: a lease counts while its time runs and its holder lives. What a killed process held is taken over at once; the time is for a
/// holder whose machine the database still believes in. A lease saves doing work twice, no more: every piece of work may be done again.
/// </summary>
public sealed class Leases(IStore store, Teller teller)
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(3);

    /// <summary>Whose leases this process has.</summary>
    public string Holder => store.Holder;

    /// <param name="claim">Takes the lease, also from a holder that is named dead; answers Done or HeldBy.</param>
    public async Task<bool> Take(AppId app, Func<string?, Command> claim)
    {
        await store.BePresent();
        var result = (await teller.Run(app, claim(null))).Result;
        if (result.Reply is HeldBy other && !await store.IsAlive(other.Holder))
            result = (await teller.Run(app, claim(other.Holder))).Result;
        return result.Reply is Done;
    }

    /// <summary>Renews a lease for as long as the work under it takes.</summary>
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
                // The work meets the same trouble and says so; if it does not, the next renewal may succeed.
            }
        }
    }
}
