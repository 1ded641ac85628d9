namespace Tongbao.Core.Ledger;

/// <summary>What the ledger needs of the transaction that it books in.</summary>
public interface ILedgerRows
{
    Table<Account> Accounts { get; }
    Table<Hold> Holds { get; }

    /// <summary>Of every entry that is booked now.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The number of the next entry; setting it is part of the transaction.</summary>
    long NextEntry { get; set; }

    void Append(Entry entry, IReadOnlyList<Line> lines);
}

/// <summary>The rows of a transaction, entries and statement lines among them.</summary>
public interface ILedgerShelf : IShelf
{
    void Append(AppId app, Entry entry, IReadOnlyList<Line> lines);

    /// <summary>收支明细 of the accounts named, newest first, between two instants; the number of all of them first.</summary>
    ValueTask<(long Total, IReadOnlyList<Line> Lines)> Lines(AppId app, IReadOnlyCollection<AccountId> accounts, DateTimeOffset from,
        DateTimeOffset until, long skip, int take);
}
