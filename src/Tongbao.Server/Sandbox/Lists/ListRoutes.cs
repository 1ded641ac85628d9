using System.Text.Json;

namespace Tongbao.Server.Sandbox.Lists;

/// <summary>The reply of a list, for the OpenAPI document.</summary>
/// <param name="Item">The type of its items.</param>
/// <param name="OrPlain">Without limit and after it is a plain array.</param>
public sealed record ListAnswer(Type Item, bool OrPlain);

public static class ListRoutes
{
    public static RouteHandlerBuilder Lists<T>(this RouteHandlerBuilder route, bool orPlain = false) =>
        route.Produces<Listed<T>>().WithMetadata(new ListAnswer(typeof(T), orPlain));
}

/// <summary>How names of enumeration values are written in JSON.</summary>
public static class InJson
{
    public static string Of(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
