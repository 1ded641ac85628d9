using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>What a check of the whole store came to; the first thing wrong is named.</summary>
public sealed record Verdict(bool Ok, long Apps, long Entries, long Lines, long Accounts, long Orders, string? FirstWrong);

/// <summary>核对: walks everything and checks every invariant of the ledger. It trusts nothing that can be computed from the entries.</summary>
public sealed class Verifier(IStore store)
{
    public async Task<Verdict> Run()
    {
        await using var reader = await store.BeginRead();
        var (apps, entries, lines, accounts, orders) = (0L, 0L, 0L, 0L, 0L);
        IReadOnlyList<App> all;
        try
        {
            all = await reader.All(null, App.Rows);
        }
        catch (DamagedRow damage)
        {
            return new Verdict(false, 0, 0, 0, 0, 0, damage.Message);
        }
        foreach (var app in all)
        {
            await using var own = await store.BeginSnapshot();
            var check = new AppCheck(app.Id, await own.Load(app.Id, Counters.Rows, "all") ?? Counters.Start, own);
            var wrong = await check.Run();
            (apps, entries, lines, accounts, orders) = (apps + 1, entries + check.EntryCount, lines + check.LineCount, accounts + check.AccountCount, orders + check.OrderCount);
            if (wrong is not null) return new Verdict(false, apps, entries, lines, accounts, orders, $"{app.Id}: {wrong}");
        }
        return new Verdict(true, apps, entries, lines, accounts, orders, null);
    }
}

/// <summary>The check of one app.</summary>
public sealed class AppCheck(AppId app, Counters counters, IReader reader)
{
    private static readonly string Escrow = Chart.Platform(Chart.EscrowForward);

    private readonly Dictionary<string, Account> _computed = [];

    /// <summary>The orders and freezes that entries name, with the first entry that does.</summary>
    private readonly Dictionary<string, long> _orders = [], _freezes = [];

    /// <summary>By cause, what entries brought into 100004 less what they took out.</summary>
    private readonly Dictionary<string, Cents> _escrow = [];

    public long EntryCount { get; private set; }
    public long LineCount { get; private set; }
    public long AccountCount { get; private set; }
    public long OrderCount { get; private set; }

    public async Task<string?> Run()
    {
        try
        {
            return await CheckEntriesAndLines() ?? await CheckBlocks() ?? await CheckBalances() ?? await CheckHolds() ?? await CheckOrders() ?? await CheckEscrow();
        }
        catch (DamagedRow damage)
        {
            return damage.Message;
        }
        catch (OverflowException)
        {
            return "sums that no books can hold";
        }
    }

    /// <summary>Entries without gaps; every line is what its entry's moves make of the line before (invariants 2 and 3).</summary>
    private async Task<string?> CheckEntriesAndLines()
    {
        await foreach (var (entry, lines, seal) in reader.BookedEntries(app, 0))
        {
            if (entry.No != EntryCount + 1) return $"entry {EntryCount + 1} is missing";
            if (seal != EntryText.Seal(entry, EntryText.Write(entry.Moves))) return $"entry {entry.No} is not as it was written";
            EntryCount = entry.No;
            NoteCause(entry);
            var (expected, wrong) = Replay(entry);
            if (wrong is not null) return wrong;
            foreach (var (stands, line) in lines.Zip(expected))
            {
                LineCount++;
                if (stands != line) return $"line {line.No} of {line.Account} (entry {entry.No}) is not what its entry says";
            }
        }
        return counters.NextEntry == EntryCount + 1 ? null : $"entries end at {EntryCount}, and the last one made is {counters.NextEntry - 1}";
    }

    private void NoteCause(Entry entry)
    {
        if (entry.Event.StartsWith("freeze.", StringComparison.Ordinal)) _freezes.TryAdd(entry.Cause, entry.No);
        else if (entry.Event is not ("funds.came" or "reserve.position" or "reserve.came")) _orders.TryAdd(entry.Cause, entry.No);
    }

    private (IReadOnlyList<Line>, string?) Replay(Entry entry)
    {
        var lines = new List<Line>();
        foreach (var move in entry.Moves)
        {
            if (!move.Amount.IsPositive || move.From == move.To) return ([], $"entry {entry.No} has a move of nothing");
            if (move.To.Account == Escrow) NoteEscrow(entry, move.Amount);
            if (move.From.Account == Escrow) NoteEscrow(entry, -move.Amount);
            if (move.From.Account == move.To.Account) lines.Add(Apply(entry, move.From.Account, a => a.Changed(move.From.Bucket, -move.Amount).Changed(move.To.Bucket, move.Amount)));
            else
            {
                lines.Add(Apply(entry, move.From.Account, a => a.Changed(move.From.Bucket, -move.Amount)));
                lines.Add(Apply(entry, move.To.Account, a => a.Changed(move.To.Bucket, move.Amount)));
            }
            var from = _computed[move.From.Account];
            if (from.Of(move.From.Bucket).IsNegative && !Chart.MayGoNegative(from.Id)) return ([], $"entry {entry.No} takes {move.From} below zero");
        }
        return (lines, null);
    }

    private void NoteEscrow(Entry entry, Cents change) => _escrow[entry.Cause] = _escrow.GetValueOrDefault(entry.Cause) + change;

    private Line Apply(Entry entry, string account, Func<Account, Account> change)
    {
        var before = _computed.GetValueOrDefault(account) ?? Account.Empty(account);
        (_computed[account], var line) = before.Written(change(before), entry.No, entry.At, entry.Cause);
        return line;
    }

    /// <summary>The hash chain over the entries.</summary>
    private async Task<string?> CheckBlocks()
    {
        var blocks = new Queue<Block>(await reader.All(app, Block.Rows));
        var chain = await reader.Load(app, ChainState.Rows, ChainState.Key);
        if (blocks.Count != (chain?.Blocks ?? 0)) return $"the chain has {blocks.Count} blocks of {chain?.Blocks ?? 0}";
        if (blocks.Count == 0) return null;
        var (previous, next) = ("", 1L);
        var hash = Block.Begin(previous);
        await foreach (var entry in reader.Entries(app, 0))
        {
            if (blocks.Count == 0) break;
            var block = blocks.Peek();
            if (block.First != next) return $"block {block.No} does not follow the one before";
            hash.AppendData(Block.Bytes(entry));
            if (entry.No < block.Last) continue;
            previous = Block.End(hash);
            if (previous != block.Hash) return $"block {block.No}: an entry of {block.First} to {block.Last} is not as it was written";
            next = block.Last + 1;
            blocks.Dequeue();
            hash = Block.Begin(previous);
        }
        return blocks.Count > 0 ? $"block {blocks.Peek().No} has entries that are not there" : null;
    }

    /// <summary>Balances are the sums of their moves, and all together are zero (invariants 1 and 3).</summary>
    private async Task<string?> CheckBalances()
    {
        // What is added up on the way may be more than any balance.
        var sum = (Int128)0;
        foreach (var account in await reader.All(app, Account.Rows))
        {
            AccountCount++;
            sum += account.Total.Fen;
            if (!_computed.Remove(account.Id, out var computed)) computed = Account.Empty(account.Id);
            if (account != computed) return $"the balance of {account.Id} is not the sum of its moves";
        }
        if (_computed.Count > 0) return $"the account {_computed.Keys.First()} is missing";
        return sum == 0 ? null : $"all balances sum to {sum} fen, not to zero";
    }

    /// <summary>What is held is what holds say (invariant 5).</summary>
    private async Task<string?> CheckHolds()
    {
        var held = (await reader.All(app, Hold.Rows)).GroupBy(h => h.Account).ToDictionary(g => g.Key, g => g.Sum(h => h.Amount));
        foreach (var account in await reader.All(app, Account.Rows))
        {
            held.Remove(account.Id, out var holds);
            if (account.Held != holds) return $"{account.Id} holds {account.Held}, its holds say {holds}";
        }
        if (held.Any(h => !h.Value.IsZero)) return $"holds on {held.First().Key}, which is no account";
        foreach (var freeze in await reader.All(app, Freeze.Rows))
        {
            _freezes.Remove(freeze.No);
            var hold = await reader.Load(app, Hold.Rows, Hold.KeyOf(freeze.Account, freeze.Reason));
            if ((hold?.Amount ?? Cents.Zero) != freeze.Left) return $"freeze {freeze.No} has {freeze.Left} left, its hold {hold?.Amount ?? Cents.Zero}";
        }
        if (_freezes.Count > 0) return $"freeze {First(_freezes)}, is missing";
        return null;
    }

    /// <summary>Refunds stay within their orders (invariant 6); 100005 is what is on its way back (invariant 10).</summary>
    private async Task<string?> CheckOrders()
    {
        var (returning, inFlight, fromBank) = (Cents.Zero, Cents.Zero, Cents.Zero);
        var orders = await reader.All(app, Order.Rows);
        var refunds = orders.Where(o => o.Refund is not null && (o.IsPaid || o.IsOpen)).ToLookup(o => o.Refund!.Original);
        foreach (var order in orders)
        {
            OrderCount++;
            _orders.Remove(order.No.Value);
            var given = order.Refunds;
            var theirs = refunds[order.No];
            if (given != new RefundTotals(theirs.Sum(r => r.Amount), theirs.Sum(r => r.Refund!.Fee), theirs.Sum(r => r.Refund!.Coupon))) return $"order {order.No} counts {given.Amount} as given back, its refunds come to {theirs.Sum(r => r.Amount)}";
            // A row of a batch may have failed for its amounts: what gave nothing back is not looked at.
            if (given != RefundTotals.None && (given.Amount > order.Amount || given.Fee > order.Fee || given.Amount - given.Fee > order.Amount - order.Fee)) return $"order {order.No} gave back more than it was paid";
            if (order.Legs.FirstOrDefault(l => l.Refunded > l.Amount || l.Refunded.IsNegative) is { } leg) return $"order {order.No}: {leg.Method} gave back {leg.Refunded} of {leg.Amount}";
            returning += order.Stray;
            if (order is { Kind: OrderKind.Refund, Status: OrderStatus.InProgress }) returning += order.Amount;
            if (order is { Payout.Sent: true, Status: OrderStatus.InProgress } && order.ChannelLeg!.Account == Chart.Reserve) inFlight += order.ChannelLeg.Amount;
            if (order is { Payout.Counted: true, Status: OrderStatus.InProgress }) fromBank += order.ChannelLeg!.Amount;
        }
        if (_orders.Count > 0) return $"order {First(_orders)}, is missing";
        var escrow = await reader.Load(app, Account.Rows, Chart.Platform(Chart.EscrowReturn));
        if ((escrow?.Total ?? Cents.Zero) != returning) return $"100005 stands at {escrow?.Total ?? Cents.Zero}, on its way back is {returning}";
        if (counters.InFlight != inFlight) return $"payouts under way are counted as {counters.InFlight}, and are {inFlight}";
        return counters.BankInFlight == fromBank ? null : $"payouts under way from 华通 are counted as {counters.BankInFlight}, and are {fromBank}";
    }

    /// <summary>What collects owe is what their orders say; 100004 is all of it (invariant 4).</summary>
    private async Task<string?> CheckEscrow()
    {
        var check = new EscrowCheck(await reader.All(app, Order.Rows), _escrow);
        if (check.Run(await reader.All(app, Entitlement.Rows), await reader.All(app, EscrowPayment.Rows)) is { } wrong) return wrong;
        var escrow = await reader.Load(app, Account.Rows, Escrow);
        return (escrow?.Total ?? Cents.Zero) == check.Owed ? null : $"100004 stands at {escrow?.Total ?? Cents.Zero}, owed out of it is {check.Owed}";
    }

    private static string First(Dictionary<string, long> named) => named.MinBy(n => n.Value) is var (no, entry) ? $"{no}, which entry {entry} names" : "";
}
