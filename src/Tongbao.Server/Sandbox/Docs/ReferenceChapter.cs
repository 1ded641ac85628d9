namespace Tongbao.Server.Sandbox.Docs;

/// <summary>A chapter of tables.</summary>
public sealed record ReferenceChapter(string Zh, string En, string Lead, IReadOnlyList<ReferenceTable> Tables);

/// <param name="Mark">What an address puts before the first column to lead to its row; null: rows have no address.</param>
public sealed record ReferenceTable(string Id, string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows,
    string? Mark = null);

/// <summary>A refusal that an interface may come to.</summary>
public sealed record WireRefusal(string Code, string Text, string When);
