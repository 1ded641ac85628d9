using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Freezing;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>What a check of the whole store came to; the first thing wrong is named.</summary>
/// <param name="Apps">As `app list` has them.</param>
/// <param name="RemovedApps">Those that are gone and whose entries remain, which count among the entries.</param>
public sealed record Verdict(bool Ok, long Apps, long Entries, long Lines, long Accounts, long Orders, string? FirstWrong, long RemovedApps = 0);

/// <summary>核对: walks everything and checks every invariant of the ledger. It trusts nothing that can be computed from the entries.</summary>
/// <param name="anchor">What the store must not be older than, where it is known.</param>
/// <param name="blobNames">Which rows name blobs, where it is not what the rooms declare.</param>
public sealed class Verifier(IStore store, Anchor? anchor = null, EventTable? events = null, IReadOnlyList<BlobNames>? blobNames = null)
{
    public async Task<Verdict> Run()
    {
        // What stands in it was committed before it was written: a store that is read after it is not behind.
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
                var check = new AppCheck(id, known.GetValueOrDefault(id), await own.Load(id, Counters.Rows, "all"), own, events);
                var wrong = await check.Run();
                if (known.ContainsKey(id)) apps++;
                else if (check.EntryCount > 0) removed++;
                (entries, lines, accounts, orders) = (entries + check.EntryCount, lines + check.LineCount, accounts + check.AccountCount, orders + check.OrderCount);
                if (wrong is not null) return Wrong($"{id}: {wrong}");
            }
            if (anchor is not null && await anchor.Compare(anchored, reader) is { } lost) return Wrong(lost);
            if (await new BlobCheck(reader, blobNames ?? BlobCheck.Declared).Run() is { } blob) return Wrong(blob);
            return await RowCheck.Run(reader) is { } row ? Wrong(row) : new Verdict(true, apps, entries, lines, accounts, orders, null, removed);
        }
        catch (DamagedRow damage)
        {
            return Wrong(damage.Message);
        }
    }
}

/// <summary>The check of one app.</summary>
/// <param name="row">Null where the app has no row of its own any more, which is right only of one that did nothing (app remove).</param>
public sealed class AppCheck(AppId app, App? row, Counters? counted, IReader reader, EventTable? events = null)
{
    private static readonly AccountId Escrow = Chart.Platform(Chart.EscrowForward);

    private readonly EventTable _events = events ?? Events.Table;
    private readonly Counters counters = counted ?? Counters.Start;
    private readonly Dictionary<AccountId, Account> _computed = [];
    private readonly Dictionary<string, Order> _orders = [];

    /// <summary>By order, how often each event of it was booked.</summary>
    private readonly Dictionary<string, OrderEntries.Counts> _booked = [];

    private sealed record Frozen(long Entry, AccountId Account, Cents Placed, Cents Left);

    /// <summary>By freeze, the first entry that names it, and what all of them left in `.h`.</summary>
    private readonly Dictionary<string, Frozen> _freezes = [];

    /// <summary>By cause, what entries brought into 100004 less what they took out.</summary>
    private readonly Dictionary<string, Cents> _escrow = [];

    private DateTimeOffset _lastAt = DateTimeOffset.MinValue;

    public long EntryCount { get; private set; }
    public long LineCount { get; private set; }
    public long AccountCount { get; private set; }
    public long OrderCount { get; private set; }

    public async Task<string?> Run()
    {
        try
        {
            if (row is null && counters.NextNumber > 0) return "its row in apps is missing";
            foreach (var order in await reader.All(app, Order.Rows)) _orders[order.No.Value] = order;
            return await CheckEntriesAndLines() ?? await CheckBlocks() ?? await CheckBalances() ?? await CheckHolds() ?? await CheckOrders() ?? await CheckEscrow() ?? await CheckMembers()
                ?? await new AgendaCheck(app, _orders.Values, reader).Run();
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
            var (expected, wrong) = Replay(entry);
            if (wrong is not null) return wrong;
            if (CheckCause(entry) is { } stranger) return stranger;
            foreach (var (stands, line) in lines.Zip(expected))
            {
                LineCount++;
                if (stands != line) return $"line {line.No} of {line.Account} (entry {entry.No}) is not what its entry says";
            }
        }
        if (_lastAt > counters.LastAt) return $"entry {EntryCount} is of {_lastAt:O}, and the last thing that happened of {counters.LastAt:O}";
        return counters.NextEntry == EntryCount + 1 ? null : $"entries end at {EntryCount}, and the last one made is {counters.NextEntry - 1}";
    }

    /// <summary>What an entry names is there, and is what caused it.</summary>
    private string? CheckCause(Entry entry)
    {
        _lastAt = entry.At;
        if (_events.Check(entry) is { } notAllowed) return notAllowed;
        var cause = _events.Find(entry.Event)!.Cause;
        if (cause == CauseKind.Outside) return null;
        if (cause == CauseKind.Freeze)
        {
            var (from, to, amount) = entry.Moves[0];
            var freeze = _freezes.GetValueOrDefault(entry.Cause) ?? new Frozen(entry.No, from.Account, Cents.Zero, Cents.Zero);
            _freezes[entry.Cause] = to.Bucket == Bucket.Held ? freeze with { Placed = freeze.Placed + amount, Left = freeze.Left + amount } : freeze with { Left = freeze.Left - amount };
            return null;
        }
        if (!_orders.TryGetValue(entry.Cause, out var order)) return $"order {entry.Cause}, which entry {entry.No} names, is missing";
        _booked[entry.Cause] = _booked.GetValueOrDefault(entry.Cause).And(entry);
        return EntriesOf(order).Check(entry);
    }

    private OrderEntries EntriesOf(Order order) => new(order, order.Refund is { } plan ? _orders.GetValueOrDefault(plan.Original.Value) : null,
        member => member.IsPlatform ? Chart.Platform(Chart.Balance) : Chart.Member(row!.CustodySet, member));

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
            if (from.Of(move.From.Bucket).IsNegative && !from.Id.MayGoNegative) return ([], $"entry {entry.No} takes {move.From} below zero");
        }
        return (lines, null);
    }

    private void NoteEscrow(Entry entry, Cents change) => _escrow[entry.Cause] = _escrow.GetValueOrDefault(entry.Cause) + change;

    private Line Apply(Entry entry, AccountId account, Func<Account, Account> change)
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
            _freezes.Remove(freeze.No, out var booked);
            if ((booked?.Account, booked?.Placed, booked?.Left) != (freeze.Account, freeze.Amount, freeze.Left) || freeze.Account.Owner != freeze.Member.Value)
                return $"freeze {freeze.No} says that {freeze.Left} of {freeze.Amount} is left on {freeze.Account} of {freeze.Member}; its entries say {booked?.Left} of {booked?.Placed} on {booked?.Account}";
            var hold = await reader.Load(app, Hold.Rows, Hold.KeyOf(freeze.Account, freeze.Reason));
            if ((hold?.Amount ?? Cents.Zero) != freeze.Left) return $"freeze {freeze.No} has {freeze.Left} left, its hold {hold?.Amount ?? Cents.Zero}";
        }
        return _freezes.Count == 0 ? null : _freezes.MinBy(f => f.Value.Entry) is var (no, missing) ? $"freeze {no}, which entry {missing.Entry} names, is missing" : null;
    }

    /// <summary>Refunds stay within their orders (invariant 6); 100005 is what is on its way back (invariant 10).</summary>
    private async Task<string?> CheckOrders()
    {
        var (returning, inFlight, fromBank) = (Cents.Zero, Cents.Zero, Cents.Zero);
        var refunds = _orders.Values.Where(o => o.Refund is not null && (o.IsPaid || o.IsOpen)).ToLookup(o => o.Refund!.Original);
        foreach (var order in _orders.Values)
        {
            OrderCount++;
            if (EntriesOf(order).Check(_booked.GetValueOrDefault(order.No.Value)) is { } booked) return booked;
            if (CheckSums(order) is { } sums) return sums;
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
        var escrow = await reader.Load(app, Account.Rows, Chart.Platform(Chart.EscrowReturn).Value);
        if ((escrow?.Total ?? Cents.Zero) != returning) return $"100005 stands at {escrow?.Total ?? Cents.Zero}, on its way back is {returning}";
        if (counters.InFlight != inFlight) return $"payouts under way are counted as {counters.InFlight}, and are {inFlight}";
        return counters.BankInFlight == fromBank ? null : $"payouts under way from 华通 are counted as {counters.BankInFlight}, and are {fromBank}";
    }

    /// <summary>The parts of an order are all of it.</summary>
    private static string? CheckSums(Order order)
    {
        Cents? parts = order.Kind switch
        {
            OrderKind.Deposit or OrderKind.Purchase or OrderKind.Collect or OrderKind.PlatformTransfer when order.Legs.Count > 0 => order.Legs.Sum(l => l.Amount),
            OrderKind.AgentPay or OrderKind.BatchAgentPay when order.IsPaid => order.Sources.Sum(s => s.Amount),
            OrderKind.Refund when order.Refund is { } plan => plan.ToChannel + plan.ToBalance + plan.Coupon,
            _ => null,
        };
        if (parts is { } sum && sum != order.Amount) return $"order {order.No} is of {order.Amount}, its parts are {sum}";
        return order.Kind == OrderKind.Collect && order.Receivers.Sum(r => r.Amount) + order.Fee != order.Amount ? $"order {order.No} is of {order.Amount}, its receivers and fee are not" : null;
    }

    /// <summary>Whoever has money or an order is a member; a row of a batch that failed may have named nobody.</summary>
    private async Task<string?> CheckMembers()
    {
        var members = (await reader.All(app, Member.Rows)).Select(m => m.Id).ToHashSet();
        bool IsStranger(BizUserId id) => id.Value is { Length: > 0 } && !id.IsPlatform && !members.Contains(id);
        foreach (var account in await reader.All(app, Account.Rows))
        {
            if (account.Id.IsOfMember && IsStranger(new(account.Id.Owner))) return $"the member of {account.Id} is missing";
        }
        return _orders.Values.FirstOrDefault(o => (o.IsOpen || o.IsPaid) && (IsStranger(o.Payer) || IsStranger(o.Payee))) is { } order ? $"a member of order {order.No} ({order.Payer}, {order.Payee}) is missing" : null;
    }

    /// <summary>What collects owe is what their orders say; 100004 is all of it (invariant 4).</summary>
    private async Task<string?> CheckEscrow()
    {
        var check = new EscrowCheck([.. _orders.Values], _escrow);
        if (check.Run(await reader.All(app, Share.Rows), await reader.All(app, EscrowPayment.Rows)) is { } wrong) return wrong;
        var escrow = await reader.Load(app, Account.Rows, Escrow.Value);
        return (escrow?.Total ?? Cents.Zero) == check.Owed ? null : $"100004 stands at {escrow?.Total ?? Cents.Zero}, owed out of it is {check.Owed}";
    }
}
