using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Pages;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Wire.Tsy2;
using Tongbao.Server.Work;

namespace Tongbao.Server.Store;

/// <summary>All kinds of rows, for what must walk every table: schema tests, backup, verify.</summary>
public static class RowTables
{
    public static readonly IReadOnlyList<string> Names =
    [
        App.Rows.Table, Counters.Rows.Table, Account.Rows.Table, Hold.Rows.Table, Freeze.Rows.Table, Entitlement.Rows.Table, EscrowPayment.Rows.Table, Batch.Rows.Table, Member.Rows.Table, Order.Rows.Table, Goods.Rows.Table,
        SmsMessage.Rows.Table, DayCount.Rows.Table, WorkItem.Rows.Table, Notice.Rows.Table, Finding.Rows.Table, StateChange.Rows.Table,
        KeptRequest.Rows.Table, JobDay.Rows.Table, Replay.Rows.Table, ClockState.Rows.Table, SimulatorRow.Rows.Table, Block.Rows.Table, ChainState.Rows.Table,
        WorkLease.Rows.Table, PageSession.Rows.Table, BalanceMark.Rows.Table,
    ];
}
