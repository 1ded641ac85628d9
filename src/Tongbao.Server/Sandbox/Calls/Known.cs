using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>Looks up the app that a call names.</summary>
public sealed class KnownApps(AppRegistry apps)
{
    public async Task<IResult> Known(string id, Func<AppKeys, Task<IResult>> act) =>
        await apps.Find(new AppId(id)) is { } keys ? await act(keys) : Answers.Problem(404, "no such app");
}

/// <summary>The app that is meant if none is named: the only one.</summary>
public sealed class OnlyApp(IStore store, AppRegistry apps)
{
    public async Task<AppId?> Or(string? named)
    {
        if (named is not null) return (await apps.Find(new AppId(named)))?.App.Id;
        await using var reader = await store.BeginRead();
        return await reader.Page(null, new Stretch<App>(App.Rows) { Take = 2 }) is [var only] ? only.Id : null;
    }
}

/// <summary>Looks up the order that a call names.</summary>
public sealed class KnownOrders(IStore store)
{
    public async Task<Order?> Find(AppId app, string bizOrderNo)
    {
        await using var reader = await store.BeginRead();
        return await Find(reader, app, new BizOrderNo(bizOrderNo));
    }

    /// <summary>
    /// By the number that is unique over all kinds of orders; else as a refund, for wires where refunds have numbers of their own.
    /// </summary>
    public static async ValueTask<Order?> Find(IRowSource reader, AppId app, BizOrderNo no) =>
        await reader.LoadBy(app, Order.Rows, Order.Rows.Index(Order.ByBizNo), no.Value)
            ?? await reader.LoadBy(app, Order.Rows, Order.Rows.Index(Order.ByBizNo), OrderNumbers.KeyOf(no, OrderNumbers.Refunds));
}
