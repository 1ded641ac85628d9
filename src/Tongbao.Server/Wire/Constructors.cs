using System.Collections.Concurrent;
using System.Reflection;

namespace Tongbao.Server.Wire;

/// <summary>Makes a record of named values by its one constructor; looked up once a type.</summary>
public sealed class Constructors
{
    private static readonly ConcurrentDictionary<Type, Constructors> Known = new();

    private readonly ConstructorInvoker _make;
    private readonly ParameterInfo[] _parameters;

    private Constructors(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        _parameters = constructor.GetParameters();
        _make = ConstructorInvoker.Create(constructor);
        Types = _parameters.ToDictionary(p => p.Name!, p => p.ParameterType);
    }

    public static Constructors Of(Type type) => Known.GetOrAdd(type, t => new Constructors(t));

    public IReadOnlyDictionary<string, Type> Types { get; }

    public object Make(IReadOnlyDictionary<string, object?> values) =>
        _make.Invoke([.. _parameters.Select(p => values.GetValueOrDefault(p.Name!))]);
}
