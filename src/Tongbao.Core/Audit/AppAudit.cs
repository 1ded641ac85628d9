using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Audit;

/// <summary>
/// 核对 of one app: checks all rows against each other by the invariants of docs/ledger.md. Entries are read twice, by number and by cause;
/// everything else is read once.
/// </summary>
/// <param name="row">Null if the app has no row any more. That is valid only for an app that was removed and never did any
/// business.</param>
public sealed class AppAudit(IAuditRows rows, App? row, Counters? counted, EventTable events)
{
    private readonly Findings _findings = new();

    public long EntryCount { get; private set; }
    public long LineCount { get; private set; }
    public long AccountCount { get; private set; }
    public long OrderCount { get; private set; }

    /// <summary>The first finding so far, for the case that an unreadable row ends the audit early.</summary>
    public string? FirstWrong => _findings.First;

    /// <returns>The first violation found; null if there is none.</returns>
    public async Task<string?> Run()
    {
        var counters = counted ?? Counters.Start;
        if (row is null && counters.NextNumber > 0) return "its row in apps is missing";
        try
        {
            var books = new BooksAudit(rows, events, counters, _findings);
            await books.Run();
            (EntryCount, LineCount, AccountCount) = (books.EntryCount, books.LineCount, books.AccountCount);
            if (!_findings.Has(Rule.Entries)) await RunOrders(books, counters);
        }
        catch (OverflowException)
        {
            return _findings.First ?? "sums that no books can hold";
        }
        return _findings.First;
    }

    private async Task RunOrders(BooksAudit books, Counters counters)
    {
        var orders = new AuditedOrders(rows, row?.CustodySet ?? "");
        var holds = new HoldAudit(rows, events, _findings);
        using var shares = new ShareAudit(rows, orders, _findings);
        using var settlements = new SettlementAudit(rows, _findings);
        using var agenda = new AgendaAudit(rows, _findings);
        using var audit = new OrderAudit(rows, orders, books, holds, shares, settlements, agenda, events, _findings);
        await holds.Run();
        await audit.Run(counters);
        OrderCount = audit.Count;
        await shares.CheckShares();
        await settlements.CheckSums();
        await agenda.CheckNotices();
        await agenda.CheckOpenings();
        await agenda.CheckDays();
        await new AgreementAudit(rows, _findings).Run();
    }
}
