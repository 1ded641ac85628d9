using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>状态: in which state of the market a request that was good is refused, and with which code.</summary>
/// <param name="Comes">What happens first, and, where it differs from the good one, the request that is refused then.</param>
public sealed record WrongState<TMarket>(string Method, string State, string Code, Func<TMarket, JsonObject, Task<object?>> Comes)
    where TMarket : IMarket
{
    /// <summary>Time must go by.</summary>
    public bool MovesTheClock => State.Contains("closed", StringComparison.Ordinal);

    public override string ToString() => $"{Method}: {State}";
}
