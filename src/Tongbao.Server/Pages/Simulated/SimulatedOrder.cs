using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Pages.Simulated;

/// <summary>An order as its simulated wallet or bank sees it.</summary>
/// <param name="Bank">Of a gateway order, the bank that it names or that the payer chose.</param>
public sealed record SimulatedOrder(App App, Order Order, Leg Leg, string MethodName, string? Bank, string Address)
{
    public string Path => new Uri(Address).AbsolutePath;

    /// <summary>Led to by a browser, and left to the merchant again; a wallet stays where it is.</summary>
    public bool IsBank => Leg.Flow == PayFlow.Redirect;

    /// <summary>What a wallet scans.</summary>
    public bool IsScanned => Leg.Flow == PayFlow.Scan;
}
