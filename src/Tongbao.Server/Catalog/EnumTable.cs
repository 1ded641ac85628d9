namespace Tongbao.Server.Catalog;

/// <summary>枚举值: a wire's name for an enumeration value of Core, as sent in a field, and in words.</summary>
/// <param name="Word">Null if the wire has no word for it.</param>
public sealed record EnumValue(string Value, string? Word);

/// <summary>Reads enums.tbl: a wire's names for enumeration values of Core. The head of the file explains its lines.</summary>
public sealed class EnumTable
{
    private static readonly ILookup<string, Type> Types =
        typeof(Command).Assembly.GetTypes().Where(t => t is { IsEnum: true, IsNested: false }).ToLookup(t => t.Name);

    private readonly Dictionary<Enum, EnumValue> _values = [];
    private readonly Dictionary<(Type, string), Enum> _names = [];

    /// <summary>The wire's name for a value.</summary>
    /// <exception cref="InvalidDataException">The table does not contain the value's type.</exception>
    public EnumValue Of(Enum value) => _values.TryGetValue(value, out var found) ? found
        : throw new InvalidDataException($"enums.tbl says nothing of {value.GetType().Name}.{value}");

    /// <summary>The enumeration value that a field's value stands for; null if there is none.</summary>
    public Enum? Parse(Type type, string value) => _names.GetValueOrDefault((type, value));

    /// <exception cref="InvalidDataException">A line has a wrong form, or a name of a type is missing.</exception>
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
        // If a wire uses one name for two values, reading it gives the first.
        _names.TryAdd((named.GetType(), value.Value), named);
    }

    private static InvalidDataException Bad(string line) => new($"enums.tbl: not understood: {line}");
}
