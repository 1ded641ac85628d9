using Tongbao.Core.Audit;
using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>The result of checking the whole store. Only the first violation is named.</summary>
/// <param name="Apps">The number of apps, as in `app list`.</param>
/// <param name="RemovedApps">Removed apps that still have entries. These entries are counted.</param>
public sealed record Verdict(bool Ok, long Apps, long Entries, long Lines, long Accounts, long Orders, string? FirstWrong,
    long RemovedApps = 0);

/// <summary>核对: checks every app by the rules of Core/Audit, then the anchor, then whether each row is as it was written.</summary>
/// <param name="anchor">The anchor that the store must not be older than, if known.</param>
/// <param name="blobNames">The kinds of rows that refer to blobs, if other than those that the rooms declare.</param>
public sealed class Verifier(IStore store, Anchor? anchor = null, EventTable? events = null, IReadOnlyList<BlobNames>? blobNames = null)
{
    public async Task<Verdict> Run()
    {
        // The anchor contains only committed data, so a store that is read afterwards cannot be behind it.
        var anchored = anchor?.Read();
        await using var reader = await store.BeginSnapshot();
        var (apps, entries, lines, accounts, orders, removed) = (0L, 0L, 0L, 0L, 0L, 0L);
        Verdict Wrong(string what) => new(false, apps, entries, lines, accounts, orders, what, removed);
        try
        {
            var known = (await reader.All(null, App.Rows)).ToDictionary(a => a.Id);
            foreach (var id in await reader.AppsIn(App.Rows.Table, Counters.Rows.Table, "entries"))
            {
                await using var own = await store.BeginSnapshot();
                var (audit, wrong) = await Check(id, known.GetValueOrDefault(id), own, events);
                if (known.ContainsKey(id)) apps++;
                else if (audit.EntryCount > 0) removed++;
                (entries, lines, accounts, orders) =
                    (entries + audit.EntryCount, lines + audit.LineCount, accounts + audit.AccountCount, orders + audit.OrderCount);
                if (wrong is not null) return Wrong($"{id}: {wrong}");
            }
            if (anchor is not null && await anchor.Compare(anchored, reader) is { } lost) return Wrong(lost);
            if (await new BlobCheck(reader, blobNames ?? BlobCheck.Declared).Run() is { } blob) return Wrong(blob);
            return await RowCheck.Run(reader) is { } row ? Wrong(row)
                : new Verdict(true, apps, entries, lines, accounts, orders, null, removed);
        }
        catch (DamagedRow damage)
        {
            return Wrong(damage.Message);
        }
    }

    /// <summary>Checks one app.</summary>
    /// <param name="row">Null if the app was removed.</param>
    public static async Task<(AppAudit Audit, string? Wrong)> Check(AppId app, App? row, IReader reader, EventTable? events = null)
    {
        var audit = new AppAudit(new AuditRows(reader, app), row, await reader.Load(app, Counters.Rows, "all"), events ?? Events.Table);
        try
        {
            return (audit, await audit.Run());
        }
        catch (DamagedRow damage)
        {
            return (audit, audit.FirstWrong ?? damage.Message);
        }
    }
}
