using System.Reflection;

namespace Tongbao.Server.Store;

/// <summary>
/// All kinds of rows that the program declares, in any room. For code that handles every table: schema tests, backup, verify.
/// </summary>
public abstract class RowTables
{
    private static readonly ILookup<string, RowTables> Kinds =
        new[] { typeof(Book).Assembly, typeof(RowTables).Assembly }.SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters)
            .SelectMany(Declared).ToLookup(k => k.Table);

    public static readonly IReadOnlyList<string> Names = [.. Kinds.Select(k => k.Key).Order(StringComparer.Ordinal)];

    protected abstract string Table { get; }

    protected abstract void MustFit(Dialect dialect, string key, string body);

    /// <summary>Reads a row as one of the kinds in its table, and throws if it is none of them.</summary>
    public static void MustFit(Dialect dialect, string table, string key, string body)
    {
        DamagedRow? wrong = null;
        foreach (var kind in Kinds[table])
        {
            try
            {
                kind.MustFit(dialect, key, body);
                return;
            }
            catch (DamagedRow other)
            {
                wrong = other;
            }
        }
        throw wrong!;
    }

    private static IEnumerable<RowTables> Declared(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(f => f.FieldType.IsGenericType && f.FieldType.GetGenericTypeDefinition() == typeof(RowKind<>))
        .Select(f => (RowTables)Activator.CreateInstance(typeof(Of<>)
            .MakeGenericType(f.FieldType.GetGenericArguments()), f.GetValue(null))!);

    private sealed class Of<T>(RowKind<T> kind) : RowTables where T : class
    {
        protected override string Table => kind.Table;

        protected override void MustFit(Dialect dialect, string key, string body) => dialect.Row(kind, key, body);
    }
}
