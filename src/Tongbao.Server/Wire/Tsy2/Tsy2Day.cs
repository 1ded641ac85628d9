using Tongbao.Core.Orders;
using Tongbao.Core.Recon;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>对账文件 (通商云 4.3.1): detail and summary of the day by which an order is filed.</summary>
public sealed class Tsy2Day : IWireDay
{
    public string Wire => Tsy2Wire.Wire;
    public bool HasFiles => true;

    public IReadOnlyList<DayFile> FilesOf(AppKeys keys, Order order)
    {
        if (order.Outcome.FiledAt is not { } filed) return [];
        var day = Days.DateOf(filed);
        return [File(summary: false), File(summary: true)];

        DayFile File(bool summary) => new(CheckFile.NameOf(keys.No, day, summary), summary ? "summary"
            : "detail", day, Days.ToChina(CheckFile.Ready(day)),
            GetCheckAccountFile.Life, summary ? null : CardsInText.Hide(CheckFile.Detail(order)));
    }
}
