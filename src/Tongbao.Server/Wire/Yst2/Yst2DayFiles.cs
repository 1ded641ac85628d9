using System.Globalization;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;
using Tongbao.Core.Recon;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 应用集合对账文件 (云商通 7.5.9, 4002): all orders that succeeded on a day, as text and as a workbook, both out of the same columns.
/// </summary>
public sealed class Yst2DayFiles : IDayFiles
{
    /// <summary>The file of a day is there from this time of the next day on, but never before half an hour after the settlement.</summary>
    private const string Hour = "09:30";

    private const string AfterSettlement = "00:30", DayForm = "yyyy-MM-dd", Of = "_checkFile";

    private static readonly (DayFileKind Kind, string Extension)[] Forms = [(DayFileKind.Detail, ".txt"), (DayFileKind.Workbook, ".xlsx")];

    public IReadOnlyList<DayFileKind> Kinds { get; } = [.. Forms.Select(f => f.Kind)];
    public TimeSpan LinkLife => TimeSpan.FromHours(24);
    public string SheetName => "对账单";
    public IReadOnlySet<int> NumberColumns => Yst2DayLines.Numbers;

    public DateTimeOffset ReadyAt(App app, DateOnly day)
    {
        var settled = Days.ParseTime(app.SettingsOn(Yst2Wire.Wire).SettleAt) + Days.ParseTime(AfterSettlement);
        var usual = Days.ParseTime(Hour);
        return Days.At(day.AddDays(1), settled > usual ? settled : usual);
    }

    public string NameOf(string no, DateOnly day, DayFileKind kind) =>
        $"{day.ToString(DayForm, CultureInfo.InvariantCulture)}_{no}{Of}{Forms.First(f => f.Kind == kind).Extension}";

    public (DateOnly Day, DayFileKind Kind)? Read(string name)
    {
        foreach (var (kind, extension) in Forms)
        {
            if (name.Length > DayForm.Length && name.EndsWith(Of + extension, StringComparison.Ordinal)
                && DateOnly.TryParseExact(name[..DayForm.Length], DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return (day, kind);
        }
        return null;
    }

    public string? LineOf(App app, Order order, DayFileKind kind) =>
        kind == DayFileKind.Summary ? null : Yst2DayLines.Of(order, FileOf(app, order), kind == DayFileKind.Workbook);

    public async IAsyncEnumerable<string> Lines(App app, IAsyncEnumerable<Order> filed, DayFileKind kind)
    {
        yield return Yst2DayLines.Title;
        await foreach (var order in filed) yield return LineOf(app, order, kind)!;
    }

    /// <summary>When the file was made that the order stands in: what happened later is not in it.</summary>
    private DateTimeOffset FileOf(App app, Order order) => ReadyAt(app, Days.DateOf(order.Outcome.FiledAt!.Value));
}
