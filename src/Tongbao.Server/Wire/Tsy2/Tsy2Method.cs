using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>One method of the wire: its table, and the use case that it names.</summary>
/// <param name="Serial">Does its use case find its twin itself: by a number of its own, or, where money moves without one, by its
/// signature?</param>
public sealed record Tsy2Method(ApiTable Table, Type? Command, bool IsQuery, bool Serial)
{
    public string Service => Table.Service;
    public string Method => Table.Method;
}

/// <summary>The methods of /service/soa, checked at start: every use case's parameter stands in its table.</summary>
public sealed class Tsy2Methods
{
    private static readonly string[] SerialProperties = ["BizOrderNo", "BizFreezeNo", "BizTransferNo", "BizBatchNo", "BizGoodsNo"];

    /// <summary>Names the number of an order that is there already, and sends it another code each time.</summary>
    private static readonly string[] WithoutSerial = ["resendPaySMS"];

    private readonly Dictionary<(string, string), Tsy2Method> _methods;
    private readonly HashSet<string> _services;

    public Tsy2Methods([FromKeyedServices(Tsy2Wire.Wire)] Tables catalog)
    {
        var useCases = new UseCases(catalog.Wire);
        _methods = catalog.Apis.Where(a => a.Kind == "api").Select(a => Method(a, useCases)).ToDictionary(m => (m.Service, m.Method));
        _services = [.. catalog.Apis.Select(a => a.Service)];
        Notices = catalog.Apis.Where(a => a.Kind is "notify" or "callback" || a.Section("notify").Count > 0).ToDictionary(a => a.Name);
    }

    public IReadOnlyDictionary<string, ApiTable> Notices { get; }

    public IEnumerable<Tsy2Method> All => _methods.Values;

    public bool HasService(string service) => _services.Contains(service);

    public Tsy2Method? Find(string service, string method) => _methods.GetValueOrDefault((service, method));

    public Error UnknownService(string? sent) =>
        Errors.UnknownService.On(null, sent, Allowed.OneOf(_services.Order(StringComparer.Ordinal)));

    /// <summary>A method that another service has, or the names that this one has.</summary>
    public Error UnknownMethod(string service, string? sent) =>
        Errors.UnknownMethod.On(null, sent, _methods.Keys.FirstOrDefault(m => m.Item2 == sent) is { Item1: { } other }
        ? new Allowed.Words($"它属于 {other},不属于 {service}", $"it belongs to {other}, not to {service}")
        : Allowed.OneOf(_methods.Keys.Where(m => m.Item1 == service).Select(m => m.Item2).Order(StringComparer.Ordinal)));

    private static Tsy2Method Method(ApiTable table, UseCases useCases)
    {
        if (table.Command is null) return new Tsy2Method(table, null, false, false);
        if (useCases.Find(table.Command) is not { } command)
            throw new InvalidDataException($"{table.Name}.api names a use case that is not there: {table.Command}");
        var rows = table.Section("request");
        foreach (var (parameter, _) in Constructors.Of(command).Types)
        {
            if (rows.All(r => r.Property != parameter))
                throw new InvalidDataException($"{table.Name}.api has no row for {command.Name}.{parameter}");
        }
        var serial = rows.Any(r => SerialProperties.Contains(r.Property)) && !WithoutSerial.Contains(table.Method);
        return new Tsy2Method(table, command, command.IsSubclassOf(typeof(Query)), serial);
    }
}
