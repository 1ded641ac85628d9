using System.Text.Json;

namespace Tongbao.Server.Store.Backups;

/// <summary>
/// 备份文件: gzip of JSON lines, in the same format for both stores, so that books can be moved from one to the other. It has a header; for
/// each table a line with the column names and then the rows; and an end record, which shows whether the file was truncated or changed.
/// Secrets stay encrypted as in the store. The master key is never in a backup.
/// </summary>
public static class BackupFile
{
    public const int Format = 1;

    public static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every table, and the order of its rows.</summary>
    public static readonly IReadOnlyList<(string Name, string Key)> Tables =
        [.. RowTables.Names.Select(name => (name, "app, key")), ("entries", "app, no"), (RowCounts.Table, "app, key")];

    /// <param name="Migrations">The schema files, with checksums, that the rows conform to.</param>
    public sealed record Header(int Tongbao, DateTimeOffset At, string Store, IReadOnlyList<Migration> Migrations);

    public sealed record TableStart(string Table, IReadOnlyList<string> Columns);

    /// <param name="Sha256">Over all lines before this one.</param>
    public sealed record End(long Rows, BooksDigest Books, string Sha256);
}
