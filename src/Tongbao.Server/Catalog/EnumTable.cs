namespace Tongbao.Server.Catalog;

/// <summary>枚举值: what a wire calls a value of Core: in a field, and in words.</summary>
/// <param name="Word">Null where the wire has none.</param>
public sealed record EnumValue(string Value, string? Word);

/// <summary>enums.tbl: what a wire calls the values that Core has names for. Its head explains its lines.</summary>
public sealed class EnumTable
{
    private static readonly ILookup<string, Type> Types =
        typeof(Command).Assembly.GetTypes().Where(t => t is { IsEnum: true, IsNested: false }).ToLookup(t => t.Name);

    private readonly Dictionary<Enum, EnumValue> _values = [];
    private readonly Dictionary<(Type, string), Enum> _names = [];

    /// <summary>How the wire says it.</summary>
    /// <exception cref="InvalidDataException">The table says nothing of its type.</exception>
    public EnumValue Of(Enum value) => _values.TryGetValue(value, out var found) ? found
        : throw new InvalidDataException($"enums.tbl says nothing of {value.GetType().Name}.{value}");

    /// <summary>What a value in a field means; null where it is none of the type's.</summary>
    public Enum? Parse(Type type, string value) => _names.GetValueOrDefault((type, value));

    /// <exception cref="InvalidDataException">A line that is not understood, or a type without one of its names.</exception>
    public static EnumTable Read(string text)
    {
        var table = new EnumTable();
        Type? type = null;
        foreach (var line in ApiText.Lines(text))
        {
            var words = ApiText.Words(line);
            if (!char.IsWhiteSpace(line[0])) type = Types[words[0]].SingleOrDefault() ?? throw Bad(line);
            else if (type is null || words.Length < 2 || !Enum.TryParse(type, words[0], out var named)) throw Bad(line);
            else table.Add((Enum)named, new EnumValue(words[1], words.Length > 2 ? words[2] : null));
        }
        foreach (var told in table._values.Keys.Select(v => v.GetType()).Distinct())
        {
            if (Enum.GetValues(told).Cast<Enum>().FirstOrDefault(v => !table._values.ContainsKey(v)) is { } missing)
                throw new InvalidDataException($"enums.tbl has no {told.Name}.{missing}");
        }
        return table;
    }

    private void Add(Enum named, EnumValue value)
    {
        _values.Add(named, value);
        // Of two that a wire calls the same the first is meant.
        _names.TryAdd((named.GetType(), value.Value), named);
    }

    private static InvalidDataException Bad(string line) => new($"enums.tbl: not understood: {line}");
}
