using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 交易: an interface of the wire by its transCode: its table, and the use case that it names. One of another product names none.
/// </summary>
public sealed record Yst2Method(ApiTable Table, Type? Command)
{
    public string TransCode => Table.Name;

    public bool IsQuery => Command?.IsSubclassOf(typeof(Query)) == true;
}

/// <summary>The interfaces of 云商通 by their transCodes, checked at start: every use case's parameter stands in its table.</summary>
public sealed class Yst2Methods
{
    private readonly Dictionary<string, Yst2Method> _methods;

    public Yst2Methods([FromKeyedServices(Yst2Wire.Wire)] Tables catalog)
    {
        var useCases = new UseCases(catalog.Wire);
        _methods = catalog.Apis.Where(a => a.Kind == "api").ToDictionary(a => a.Name, a => Method(a, useCases));
        Notices = catalog.Apis.Where(a => a.Kind == "notify").ToDictionary(a => a.Name);
    }

    public IReadOnlyDictionary<string, ApiTable> Notices { get; }

    public IEnumerable<Yst2Method> All => _methods.Values;

    public Yst2Method? Find(string transCode) => _methods.GetValueOrDefault(transCode);

    private static Yst2Method Method(ApiTable table, UseCases useCases)
    {
        if (table.Command is null) return new Yst2Method(table, null);
        if (useCases.Find(table.Command) is not { } command)
            throw new InvalidDataException($"{table.Name}.api names a use case that is not there: {table.Command}");
        foreach (var (parameter, _) in Constructors.Of(command).Types)
        {
            if (table.Section("request").All(r => r.Property != parameter))
                throw new InvalidDataException($"{table.Name}.api has no row for {command.Name}.{parameter}");
        }
        return new Yst2Method(table, command);
    }
}
