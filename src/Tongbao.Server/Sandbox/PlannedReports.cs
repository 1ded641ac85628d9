using System.Text.Json;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>渠道主动通知: what a simulated channel will report by itself stands on the agenda, in its own words, until its instant.</summary>
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
    /// What a channel was to report is booked, and taken off the agenda, in one transaction; what is off it was booked by another.
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

/// <summary>Puts what will be reported on the agenda, once each however often the simulator says so.</summary>
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
