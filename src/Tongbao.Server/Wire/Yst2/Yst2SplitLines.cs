using System.Globalization;
using Tongbao.Core.Orders.Settling.Files;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 回盘文件行 (云商通 4005): nine columns always. Clients split at | and read by position: the state is a digit, and the reason is never empty.
/// </summary>
public sealed class Yst2SplitLines([FromKeyedServices(Yst2Wire.Wire)] Tables catalog) : ISplitResultLines
{
    private const string Done = "1", Failed = "2", NoAmount = "null", NoCommission = "0";

    public string Of(SplitRow row, SplitResult result)
    {
        var isDone = result.Why is null;
        return string.Join('|', Clean(row.BizNo), WireNumbers.Of(result.Number, WireNumbers.Split), Clean(row.Original),
            result.Confirmed is { } amount ? amount.Fen.ToString(CultureInfo.InvariantCulture) : NoAmount,
            row.Commission.Length == 0 ? NoCommission : Clean(row.Commission), Clean(row.Parts),
            isDone ? Days.ToChina(result.At).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) : "", isDone ? Done : Failed,
            isDone ? catalog.Errors.Rows.First(r => r.Code == Yst2Answers.Good).Zh : Reason(row, result.Why!));
    }

    /// <summary>The two texts that real files show, and ours in their form.</summary>
    private string Reason(SplitRow row, Reason why) => Clean($"orgRespTraceNum：{row.Original}{catalog.Words.Of(why.Error!).Zh}");

    private static string Clean(string text) =>
        text.Any(c => c is '|' || char.IsControl(c)) ? string.Concat(text.Where(c => c is not '|' && !char.IsControl(c))) : text;
}
