using System.Text;
using System.Text.Json.Nodes;
using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Tests.Conformance.Yst2;

/// <summary>The good requests of orders and of files.</summary>
public static partial class GoodRequests
{
    private static readonly IReadOnlyDictionary<string, Builder> Trades = new Dictionary<string, Builder>
    {
        ["2085"] = async f => Purchase(f, await f.GivenCollector(Company)),
        ["2290"] = Withdrawal,
        ["2294"] = async f =>
        {
            await f.GivenCollector(Company);
            return new
            {
                reqTraceNum = Yst2Flow.Serial(), orderAmount = 10_00, orgRespTraceNum = await f.GivenPaid(Company, 10_00),
                sepRefundInfo = new { signNum = Company, cnlRefundAmount = 10_00 }, respUrl = f.Receiver.Url(), reason = "买家退货",
            };
        },
        ["2295"] = async f => new { orgRespTraceNum = await Ordered(f), closeReason = "买家取消" },
        ["3001"] = async f => new { respTraceNum = await Ordered(f) },
        ["3002"] = async f =>
        {
            await f.GivenCollector(Company);
            return new { respTraceNum = await f.GivenPaid(Company, 10_00) };
        },
    };

    private static readonly IReadOnlyDictionary<string, Builder> Files = new Dictionary<string, Builder>
    {
        ["2092"] = f => Is(SplitFile(f)),
        ["3003"] = async f => new { batchNo = await Worked(f) },
        ["4005"] = async f => new { batchNo = await Worked(f) },
    };

    private static JsonObject Purchase(Yst2Flow f, string number)
    {
        var fields = new { vspCusid = number, subAppid = "wx0000000000000001", acct = "openid0001" };
        return Json.Merge(f.Purchase(Company, 10_00, "WECHAT_PUBLIC", fields), new { payAmount = 10_00 });
    }

    /// <summary>A purchase that nobody has paid yet.</summary>
    private static async Task<string> Ordered(Yst2Flow f) =>
        (await f.Call("2085", Purchase(f, await f.GivenCollector(Company)), Accepted)).Text("respTraceNum")!;

    /// <summary>Money that was collected, settled and confirmed goes to the company's own account.</summary>
    private static async Task<object> Withdrawal(Yst2Flow f)
    {
        await f.GivenCollector(Company);
        var paid = await f.GivenPaid(Company, 100_00);
        await f.MoveTo(1, "10:00:00");
        await f.WhenSplit(Yst2Flow.Serial(), $"{Yst2Flow.Serial()}|{paid}|||");
        var card = (await f.Shown(Company, 2)).Text("acctInfo[0].bankCardNo");
        return Of(Company, new { orderAmount = 20_00, couponAmount = 5_00, acctNum = card, acctType = "8", respUrl = f.Receiver.Url() });
    }

    private static object SplitFile(Yst2Flow f) => new
    {
        batchNo = Yst2Flow.Serial(), totalCount = 1, respUrl = f.Receiver.Url(),
        file = Convert.ToBase64String(Encoding.UTF8.GetBytes($"R1|{NoSuchOrder}|5|B,1000,货款|备注")),
    };

    /// <summary>A file whose only row was worked, and refused.</summary>
    private static async Task<string> Worked(Yst2Flow f)
    {
        var file = Json.Object(SplitFile(f));
        await f.Call("2092", file, Accepted);
        var no = file["batchNo"]!.GetValue<string>();
        await f.Receiver.WaitFor(no);
        return no;
    }
}
