using System.Data.Common;
using System.Text;

namespace Tongbao.Server.Store;

/// <summary>逐行核对: every row of every table is as this program wrote it. One of before rows were sealed must at least be readable.</summary>
internal static class RowCheck
{
    /// <returns>The first row that is not as it was written; null where all are.</returns>
    public static async Task<string?> Run(IReader reader)
    {
        foreach (var table in RowTables.Names)
        {
            await using var rows = await reader.Scan(table, "app, key");
            var columns = rows.GetColumnSchema().Select(c => c.ColumnName).ToList();
            var found = columns.Except(["app", "key", "body", RowSeal.Column]).Order(StringComparer.Ordinal).Select(name => (name, columns.IndexOf(name))).ToList();
            var (app, key, body, seal) = (columns.IndexOf("app"), columns.IndexOf("key"), columns.IndexOf("body"), columns.IndexOf(RowSeal.Column));
            while (await rows.ReadAsync())
            {
                var text = rows.GetString(body);
                if (await rows.IsDBNullAsync(seal)) reader.MustFit(table, rows.GetString(key), text);
                else if (rows.GetInt64(seal) != RowSeal.Of(rows.GetString(app), rows.GetString(key), Encoding.UTF8.GetBytes(text), found.Select(f => (f.name, (object?)rows.GetValue(f.Item2)))))
                    return $"{(rows.GetString(app) is { Length: > 0 } whose ? $"{whose}: " : "")}{table} {rows.GetString(key)} is not as it was written";
            }
        }
        return null;
    }
}
