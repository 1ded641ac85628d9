using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>Purchases by merchant numbers, from the agreement to the money in transit.</summary>
public sealed partial class Yst2Flow
{
    /// <summary>A company that may collect: with its merchant number, and the acquiring agreement signed.</summary>
    /// <returns>The number.</returns>
    public async Task<string> GivenCollector(string member)
    {
        var number = await GivenMerchant(member);
        await GivenAgreed(member);
        return number;
    }

    /// <summary>消费申请: what 2085 sends of a purchase by WeChat's QR code.</summary>
    public JsonObject Purchase(string payee, long fen, string mode = "SCAN_WEIXIN", object? fields = null) => Json.Object(new
    {
        reqTraceNum = Serial(), receiverSignNum = payee, signNum = "buyer1", orderAmount = fen, respUrl = Receiver.Url(), goodsName = "鞋",
        extendParams = "店7", payMode = new JsonObject { [mode] = Json.Object(fields ?? new { }) },
    });

    /// <summary>The buyer pays.</summary>
    public Task WhenPaid(string serial, string result = "success") => Sandbox.Payment(App.Id, serial, result);

    /// <summary>A purchase that is applied for and paid.</summary>
    /// <returns>respTraceNum.</returns>
    public async Task<string> GivenPaid(string payee, long fen)
    {
        var purchase = Purchase(payee, fen);
        var no = (await Call("2085", purchase, "66666")).Text("respTraceNum")!;
        await WhenPaid(SerialOf(purchase));
        return no;
    }

    public static string SerialOf(JsonObject request) => (string)request["reqTraceNum"]!;

    /// <summary>Available and in transit, in fen.</summary>
    public async Task<string> Figures(string member)
    {
        var found = await Call("1023", new { signNum = member });
        return $"{found.Text("balanceDetail[0].availableAmt")}/{found.Text("balanceDetail[0].transitAmt")}";
    }

    /// <summary>批量分账 of one row.</summary>
    /// <returns>Its line in the result file.</returns>
    public async Task<string> WhenSplit(string batchNo, string row)
    {
        await Call("2092", new { batchNo, totalCount = 1, file = Convert.ToBase64String(Encoding.UTF8.GetBytes(row + "\n")) }, "66666");
        await Sandbox.Advance("PT1S");
        var file = (await Call("4005", new { batchNo })).Text("file")!;
        return Encoding.UTF8.GetString(Convert.FromBase64String(file)).TrimEnd('\n');
    }

    /// <summary>What 3004 lists, newest first: word, change of available and of transit.</summary>
    public async Task<IReadOnlyList<string>> Lines(string member)
    {
        var found = await Call("3004", new { signNum = member, acctType = "08" });
        return [.. Enumerable.Range(0, int.Parse(found.Text("totalCount")!, CultureInfo.InvariantCulture)).Select(at =>
            string.Join(' ', new[] { "accountType", "txAviAmt", "txFrzAmt" }.Select(field => found.Text($"acctDetails[{at}].{field}"))))];
    }

    public Task<Yst2Reply> Shown(string respTraceNum) => Call("3002", new { respTraceNum });

    /// <summary>Midnight of the day so many days from the server's today, in Asia/Shanghai, at a time of day.</summary>
    public async Task MoveTo(int days, string time)
    {
        var today = (await Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).Date;
        await Sandbox.MoveTo($"{today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T{time}+08:00");
    }
}
