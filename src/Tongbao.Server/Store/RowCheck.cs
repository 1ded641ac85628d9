using System.Data.Common;
using System.Text;

namespace Tongbao.Server.Store;

/// <summary>
/// 逐行核对: checks that every row of every table is as this program wrote it, and that none is missing. Rows older than checksums must at
/// least be readable.
/// </summary>
internal static class RowCheck
{
    /// <param name="Held">The expected number of rows.</param>
    /// <param name="Unsealed">The most rows that may lack a checksum.</param>
    private sealed record Counted(long Held, long Unsealed);

    /// <returns>The first changed row, or the first table with a wrong number of rows; null if all is right.</returns>
    public static async Task<string?> Run(IReader reader)
    {
        var counts = await Counts(reader);
        foreach (var table in RowTables.Names)
        {
            var found = new Dictionary<string, Counted>();
            if (await Rows(reader, table, found) is { } damaged) return damaged;
            if (RowCounts.Has(table) && Missing(table, counts[table].ToDictionary(c => c.App, c => c.Counted), found) is { } missing)
                return missing;
        }
        return null;
    }

    private static async Task<ILookup<string, (string App, Counted Counted)>> Counts(IReader reader)
    {
        var counts = new List<(string Table, string App, Counted Counted)>();
        await using var rows = await reader.Scan(RowCounts.Table, "app, key");
        while (await rows.ReadAsync())
        {
            var counted = new Counted(rows.GetInt64(rows.GetOrdinal("held")), rows.GetInt64(rows.GetOrdinal("unsealed")));
            counts.Add((rows.GetString(rows.GetOrdinal("key")), rows.GetString(rows.GetOrdinal("app")), counted));
        }
        return counts.ToLookup(c => c.Table, c => (c.App, c.Counted));
    }

    private static async Task<string?> Rows(IReader reader, string table, Dictionary<string, Counted> count)
    {
        await using var rows = await reader.Scan(table, "app, key");
        var columns = rows.GetColumnSchema().Select(c => c.ColumnName).ToList();
        var found = columns.Except(["app", "key", "body", RowSeal.Column]).Order(StringComparer.Ordinal)
            .Select(name => (name, columns.IndexOf(name))).ToList();
        var (app, key, body, seal) = (columns.IndexOf("app"), columns.IndexOf("key"), columns.IndexOf("body"),
            columns.IndexOf(RowSeal.Column));
        while (await rows.ReadAsync())
        {
            SteadyMemory.Keep();
            var (whose, text, isUnsealed) = (rows.GetString(app), rows.GetString(body), await rows.IsDBNullAsync(seal));
            var before = count.GetValueOrDefault(whose) ?? new(0, 0);
            count[whose] = new(before.Held + 1, before.Unsealed + (isUnsealed ? 1 : 0));
            if (isUnsealed) reader.MustFit(table, rows.GetString(key), text);
            else if (rows.GetInt64(seal) != RowSeal.Of(whose, rows.GetString(key), Encoding.UTF8.GetBytes(text),
                found.Select(f => (f.name, (object?)rows.GetValue(f.Item2)))))
                return $"{Of(whose)}{table} {rows.GetString(key)} is not as it was written";
        }
        return null;
    }

    private static string? Missing(string table, Dictionary<string, Counted> counted, Dictionary<string, Counted> found)
    {
        foreach (var app in counted.Keys.Union(found.Keys).Order(StringComparer.Ordinal))
        {
            var (had, has) = (counted.GetValueOrDefault(app) ?? new(0, 0), found.GetValueOrDefault(app) ?? new(0, 0));
            if (had.Held != has.Held) return $"{Of(app)}{table} has {has.Held} rows, and had to have {had.Held}";
            if (has.Unsealed > had.Unsealed)
                return $"{Of(app)}{table} has {has.Unsealed} rows without a checksum, and {had.Unsealed} were written without one";
        }
        return null;
    }

    private static string Of(string app) => app.Length > 0 ? $"{app}: " : "";
}
