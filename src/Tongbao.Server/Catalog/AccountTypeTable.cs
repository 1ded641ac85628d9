namespace Tongbao.Server.Catalog;

/// <summary>
/// 账户类型: an account as a wire's requests name it. A row of the wire's accounttypes.tbl; the head of the file explains the words.
/// </summary>
/// <param name="Owner">user or merchant.</param>
/// <param name="In">The calls whose requests may credit it.</param>
/// <param name="Out">The calls whose requests may debit it.</param>
public sealed record AccountType(string Name, string Owner, IReadOnlyList<string> In, IReadOnlyList<string> Out, string Zh, string En)
{
    private const string Nothing = "-";

    /// <exception cref="InvalidDataException">A line has a wrong form.</exception>
    public static IEnumerable<AccountType> Read(string text) => ApiText.Lines(text).Select(line =>
        ApiText.Words(line) is [var name, ['o', 'w', 'n', 'e', 'r', '=', .. var owner], ['i', 'n', '=', .. var credited],
            ['o', 'u', 't', '=', .. var debited], ..] && line.Split(" | ") is [var left, var en]
            ? new AccountType(name, owner, Several(credited), Several(debited), ApiText.Words(left)[^1], en)
            : throw new InvalidDataException($"accounttypes.tbl: not understood: {line}"));

    private static string[] Several(string words) => words == Nothing ? [] : words.Split(',');
}
