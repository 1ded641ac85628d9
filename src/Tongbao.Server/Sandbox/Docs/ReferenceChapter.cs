namespace Tongbao.Server.Sandbox.Docs;

/// <summary>A chapter that consists of tables.</summary>
public sealed record ReferenceChapter(string Zh, string En, string Lead, IReadOnlyList<ReferenceTable> Tables);

/// <param name="Mark">The prefix of each row's anchor; its first column follows. Null: rows have no anchors.</param>
public sealed record ReferenceTable(string Id, string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows,
    string? Mark = null);

/// <summary>A refusal that an interface may answer with.</summary>
public sealed record WireRefusal(string Code, string Text, string When);
