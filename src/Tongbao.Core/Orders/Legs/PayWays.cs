namespace Tongbao.Core.Orders.Legs;

/// <summary>
/// 付款途径: wires have names of their own for one way to pay, a bound card or a QR code of WeChat. An order that one wire made is shown by
/// another under the other's name for it.
/// </summary>
public static class PayWays
{
    /// <summary>Where a wire has no name for that way, the name stays that the order's own wire has.</summary>
    /// <param name="method">A leg's, as the wire that made the order calls it.</param>
    public static string NameOf(IEnvironment environment, string method, string madeBy, string wire)
    {
        if (madeBy == wire) return method;
        var (theirs, ours) = (environment.Part<IPayTables>(madeBy), environment.Part<IPayTables>(wire));
        return NameOf(method, key => theirs.HasMethod(key) ? theirs.Method(key) : null, ours.ByWay);
    }

    /// <param name="find">A method of the wire that made the order.</param>
    /// <param name="byWay">The first method of the wire that shows it, by its way.</param>
    public static string NameOf(string method, Func<string, PayMethod?> find, Func<string, PayMethod?> byWay)
    {
        // A payout of a wire that names no methods for it goes the usual way.
        var way = method == PayMethod.Withdrawal ? PayMethod.PayoutChannel : find(method)?.Way;
        return way is not null && byWay(way) is { } own ? own.Key : method;
    }
}
