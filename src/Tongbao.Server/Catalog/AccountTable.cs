using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Catalog;

/// <summary>账户集表: reads accounts.tbl; the head of the file explains its lines. A wire without account sets has an empty table.</summary>
public sealed record AccountTable(IReadOnlyList<AccountSet> All) : IAccountSets
{
    private const int Columns = 4;

    /// <exception cref="InvalidDataException">A line has a wrong form.</exception>
    public static AccountTable Read(string text) => new([.. ApiText.Lines(text).Select(line =>
        ApiText.Words(line) is { Length: Columns } cells && Enum.TryParse<AccountKind>(cells[0], out var kind)
            ? new AccountSet(kind, cells[1], UsesOf(cells[2]), cells[3])
            : throw new InvalidDataException($"accounts.tbl: not understood: {line}"))]);

    private static SetUse UsesOf(string cell) => cell == "-" ? SetUse.None
        : cell.Split(',').Aggregate(SetUse.None, (uses, word) => uses | Enum.Parse<SetUse>(word.Replace("-", ""), ignoreCase: true));
}
