namespace Tongbao.Core.Ledger;

/// <summary>What the ledger needs from the transaction that it books in.</summary>
public interface ILedgerRows
{
    Table<Account> Accounts { get; }
    Table<Hold> Holds { get; }

    /// <summary>The time of every entry booked in this transaction.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The number of the next entry. Setting it is part of the transaction.</summary>
    long NextEntry { get; set; }

    void Append(Entry entry, IReadOnlyList<Line> lines);
}

/// <summary>The rows of a transaction, including entries and statement lines.</summary>
public interface ILedgerShelf : IShelf
{
    void Append(AppId app, Entry entry, IReadOnlyList<Line> lines);

    IStatements Statements { get; }
}

/// <summary>收支明细: the committed statement lines of accounts.</summary>
public interface IStatements
{
    /// <summary>
    /// The lines of the given accounts between two times that changed available plus held, newest first; with the total number of lines.
    /// </summary>
    /// <param name="all">Every line, also of holds and of money in transit.</param>
    ValueTask<(long Total, IReadOnlyList<Line> Lines)> Between(AppId app, IReadOnlyCollection<AccountId> accounts, DateTimeOffset from,
        DateTimeOffset until, long skip, int take, bool all = false);

    /// <summary>The last line of an account before a time, with the balances at that time. Null if there was no line yet.</summary>
    ValueTask<Line?> LastBefore(AppId app, AccountId account, DateTimeOffset until);

    /// <summary>An entry and its statement lines, in the order of its moves; null if there is no entry of that number.</summary>
    ValueTask<(Entry Entry, IReadOnlyList<Line> Lines)?> Entry(AppId app, long no);
}
