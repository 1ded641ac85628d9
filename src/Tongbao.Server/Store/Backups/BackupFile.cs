using System.Text.Json;

namespace Tongbao.Server.Store.Backups;

/// <summary>
/// 备份文件: gzip of JSON lines, the same for both stores, so that the books can move from one to the other. First the header; then
/// for each table a line that names its columns, and its rows; last the end, by which a file that was cut off or changed is known.
/// Secrets stand in it sealed, as in the store; the master key is never in it.
/// </summary>
public static class BackupFile
{
    public const int Format = 1;

    public static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every table and the order of its rows.</summary>
    public static readonly IReadOnlyList<(string Name, string Key)> Tables =
        [.. RowTables.Names.Select(name => (name, "app, key")), ("entries", "app, no"), (RowCounts.Table, "app, key")];

    /// <param name="Migrations">The schema files, with their checksums, that the rows fit.</param>
    public sealed record Header(int Tongbao, DateTimeOffset At, string Store, IReadOnlyList<Migration> Migrations);

    public sealed record TableStart(string Table, IReadOnlyList<string> Columns);

    /// <param name="Sha256">Over every line before this one.</param>
    public sealed record End(long Rows, BooksDigest Books, string Sha256);
}
