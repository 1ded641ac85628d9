using System.Reflection;

namespace Tongbao.Server.Store;

/// <summary>All kinds of rows that the program declares, whichever room they belong to, for what must walk every table: schema tests, backup, verify.</summary>
public static class RowTables
{
    public static readonly IReadOnlyList<string> Names =
        [.. new[] { typeof(Book).Assembly, typeof(RowTables).Assembly }.SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters).SelectMany(Kinds).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Kinds(Type type) => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(f => f.FieldType.IsGenericType && f.FieldType.GetGenericTypeDefinition() == typeof(RowKind<>))
        .Select(f => (string)f.FieldType.GetProperty(nameof(RowKind<>.Table))!.GetValue(f.GetValue(null))!);
}
