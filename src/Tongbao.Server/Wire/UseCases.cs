using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>
/// 用例: found by the wire in whose folder a method's table stands, and by the name on its `command` line. A use case in a room's folder of
/// that wire (Orders/Tsy2) is meant before one that all wires share; one of another wire never is.
/// </summary>
public sealed class UseCases(string wire)
{
    private static readonly ILookup<string, Type> ByName =
        typeof(Command).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Command)) && !t.IsAbstract).ToLookup(t => t.Name);

    public Type? Find(string name) =>
        ByName[name].SingleOrDefault(t => IsOf(t, wire)) ?? ByName[name].SingleOrDefault(t => !Tables.Wires.Any(other => IsOf(t, other)));

    private static bool IsOf(Type useCase, string wire) => useCase.Namespace!.EndsWith($".{wire}", StringComparison.OrdinalIgnoreCase);
}
