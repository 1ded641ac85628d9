using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Work;

/// <summary>What a channel will report by itself at an instant stands on the agenda in its own words; whoever put it there reads it.</summary>
public interface IPlannedReports
{
    ChannelAnswered Read(WorkItem item);
}
