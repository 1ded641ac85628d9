using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Accp;

/// <summary>One interface of the wire: its table, and the use case that it names; none where it is known and always refused.</summary>
public sealed record AccpMethod(ApiTable Table, Type? Command)
{
    public bool IsQuery => Command?.IsSubclassOf(typeof(Query)) == true;
}

/// <summary>The interfaces of ACCP by their paths, checked at start: every use case's parameter stands in its table.</summary>
public sealed class AccpMethods
{
    private readonly Dictionary<string, AccpMethod> _methods;

    public AccpMethods([FromKeyedServices(AccpWire.Wire)] Tables catalog)
    {
        var useCases = new UseCases(catalog.Wire);
        _methods = catalog.Apis.Where(a => a.Kind == "api").ToDictionary(a => a.Path!, a => Method(a, useCases));
        Notices = catalog.Apis.Where(a => a.Kind == "notify").ToDictionary(a => a.Name);
    }

    public IReadOnlyDictionary<string, ApiTable> Notices { get; }

    public IEnumerable<AccpMethod> All => _methods.Values;

    public AccpMethod? Find(string path) => _methods.GetValueOrDefault(path);

    private static AccpMethod Method(ApiTable table, UseCases useCases)
    {
        if (table.Command is null) return new AccpMethod(table, null);
        if (useCases.Find(table.Command) is not { } command)
            throw new InvalidDataException($"{table.Name}.api names a use case that is not there: {table.Command}");
        foreach (var (parameter, _) in Constructors.Of(command).Types)
        {
            if (table.Section("request").All(r => r.Property != parameter))
                throw new InvalidDataException($"{table.Name}.api has no row for {command.Name}.{parameter}");
        }
        return new AccpMethod(table, command);
    }
}
