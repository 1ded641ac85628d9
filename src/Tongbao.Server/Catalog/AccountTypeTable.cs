namespace Tongbao.Server.Catalog;

/// <summary>账户类型: an account as requests of a wire name it; a row of its accounttypes.tbl, whose head explains the words.</summary>
/// <param name="Owner">user or merchant.</param>
/// <param name="In">By which calls a request may have it credited.</param>
/// <param name="Out">By which calls a request may have it debited.</param>
public sealed record AccountType(string Name, string Owner, IReadOnlyList<string> In, IReadOnlyList<string> Out, string Zh, string En)
{
    private const string Nothing = "-";

    /// <exception cref="InvalidDataException">A line that is not understood.</exception>
    public static IEnumerable<AccountType> Read(string text) => ApiText.Lines(text).Select(line =>
        ApiText.Words(line) is [var name, ['o', 'w', 'n', 'e', 'r', '=', .. var owner], ['i', 'n', '=', .. var credited],
            ['o', 'u', 't', '=', .. var debited], ..] && line.Split(" | ") is [var left, var en]
            ? new AccountType(name, owner, Several(credited), Several(debited), ApiText.Words(left)[^1], en)
            : throw new InvalidDataException($"accounttypes.tbl: not understood: {line}"));

    private static string[] Several(string words) => words == Nothing ? [] : words.Split(',');
}
