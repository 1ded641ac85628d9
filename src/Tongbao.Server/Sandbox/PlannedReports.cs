using System.Text.Json;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>渠道主动通知: what a simulated channel will report on its own is a work item until its time comes.</summary>
public static class PlannedReports
{
    public static readonly WorkKind Report = new("channel-report");

    public static IServiceCollection AddPlannedReports(this IServiceCollection services) => services.AddSingleton(s =>
    {
        var teller = s.GetRequiredService<Teller>();
        return new MoneyWork(Report, async (app, item) => (await teller.Run(app, new ReportArrived(item.Id, Read(item)))).Result);
    });

    private static Command Read(WorkItem item)
    {
        var later = JsonSerializer.Deserialize<Later>(item.Detail)!;
        if (later.Operation == Operations.Open)
            return new OpeningDecided(new OrderNo(item.Subject), later.Outcome.Result == TradeResults.Success, later.Outcome.Message);
        var operation = later.Operation switch
        {
            Operations.Payout => ChannelOperation.Payout,
            Operations.Refund => ChannelOperation.Refund,
            Operations.SendBack => ChannelOperation.SendBack,
            _ => ChannelOperation.Pay,
        };
        return new ChannelAnswered(new OrderNo(item.Subject), operation, SimulatedChannel.ToAnswer(later.Outcome), later.Part);
    }

    /// <summary>
    /// Books a report and removes it from the agenda in one transaction. If it is not on the agenda, another process has booked it.
    /// </summary>
    private sealed record ReportArrived(string Id, Command Report) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (await book.Work.Find(Id) is not { } item) return Done.It;
            book.Work.Remove(item);
            return await Report.Run(book);
        }
    }
}

/// <summary>Puts future reports on the agenda, each once, however often the simulator returns it.</summary>
public sealed record PlanReports(IReadOnlyList<Later> Reports) : Command
{
    public override ValueTask<Result> Run(Book book)
    {
        foreach (var report in Reports)
            book.Work.Save(PlannedReports.Report.Item($"simulate:{report.Key}", report.OrderNo, report.At,
            JsonSerializer.Serialize(report)));
        return new(Done.It);
    }
}
