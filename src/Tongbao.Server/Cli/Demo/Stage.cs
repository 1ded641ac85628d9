using System.Text.Json;

namespace Tongbao.Server.Cli.Demo;

/// <summary>舞台: what the acts use: the platform's client, the sandbox and the clock. Each call is printed as it happens.</summary>
internal sealed class Stage(Tsy2Client client, AccpClient accp, SandboxClient sandbox, NoticeListener notices, Screen screen,
    string custodySet,
    DateTimeOffset morning,
    CancellationToken stopping)
{
    private static readonly HashSet<string> MemberMethods =
        ["createMember", "setRealName", "setCompanyInfo", "sendVerificationCode", "bindPhone", "applyBindBankCard", "bindBankCard"];

    public AccpClient Accp => accp;
    public SandboxClient Sandbox => sandbox;
    public NoticeListener Notices => notices;
    public Screen Screen => screen;
    public string CustodySet => custodySet;
    public string BackUrl => notices.Url;
    public string AccpUrl => notices.AccpUrl;

    public string Encrypt(string text) => client.Encrypt(text);

    /// <summary>A call that is not printed. After an interruption no more calls are made.</summary>
    public Task<JsonElement> Ask(string method, object param)
    {
        stopping.ThrowIfCancellationRequested();
        var service = MemberMethods.Contains(method) ? "MemberService" : method is "queryMerchantBalance"
            or "getCheckAccountFile" ? "MerchantService" : "OrderService";
        return client.Call(service, method, param);
    }

    /// <summary>A call about an order or a freeze, printed in one line.</summary>
    public async Task<JsonElement> Call(string method, string number, long amount, object param)
    {
        var answer = await Ask(method, param);
        var state = answer.TryGetProperty("payStatus", out var status) ? status.GetString()
            : answer.TryGetProperty("payInfo", out _) ? Tongue.Say("等待扫码", "waits for the buyer's phone")
            : method.EndsWith("Apply", StringComparison.Ordinal) ? Tongue.Say("等待短信确认", "waits for the SMS code") : "OK";
        screen.Step(method, $"{number,-11} {Screen.Yuan(amount),8}   {state}");
        return answer;
    }

    /// <summary>A call of ACCP that prints nothing.</summary>
    public Task<JsonElement> AskAccp(string path, object request, string code = "0000")
    {
        stopping.ThrowIfCancellationRequested();
        return accp.Call(path, request, code);
    }

    /// <summary>A call of ACCP about a trade, printed as one line.</summary>
    public async Task<JsonElement> CallAccp(string method, string serial, long amount, object request, string code = "0000")
    {
        var answer = await AskAccp($"txn/{method}", request, code);
        screen.Step(method, $"{serial,-11} {Screen.Yuan(amount),8}   {code} {answer.GetProperty("ret_msg").GetString()}");
        return answer;
    }

    /// <summary>The member confirms an order with the code from the SMS.</summary>
    public async Task Confirm(Member who, string order)
    {
        var code = await sandbox.Sms(who.Phone);
        var answer = await Ask("pay", new { bizUserId = who.Id, bizOrderNo = order, verificationCode = code, consumerIp = "203.0.113.7" });
        screen.Step("pay", $"{order,-11} {"",8}   {Tongue.Say("短信", "SMS")} {code}  {answer.GetProperty("payStatus").GetString()}");
        MustBe($"{order} payStatus", "success", answer.GetProperty("payStatus").GetString()!);
    }

    /// <summary>The buyer pays on the phone.</summary>
    public async Task BuyerPays(string order)
    {
        await sandbox.BuyerPays(order);
        screen.Step("/sandbox/payments", $"{order,-11} {"",8}   {Tongue.Say("付款人已付", "the buyer has paid")}");
    }

    public async Task MustStand(string order, long status, string meaning)
    {
        var stands = (await Ask("getOrderDetail", new { bizOrderNo = order })).GetProperty("orderStatus").GetInt64();
        screen.Step("getOrderDetail", $"{order,-11} {"",8}   orderStatus {stands}  {meaning}");
        MustBe($"{order} orderStatus", $"{status}", $"{stands}");
    }

    /// <summary>Moves the clock to a time of day, on the demo's first day or a later one.</summary>
    public async Task Clock(int day, string time)
    {
        var to = new DateTimeOffset(morning.Date + TimeSpan.Parse(time), morning.Offset).AddDays(day);
        await sandbox.MoveTo(to);
        screen.Step("/sandbox/clock", $"{to:yyyy-MM-dd HH:mm}  (T+{day})");
    }

    public static void MustBe(string what, string expected, string actual)
    {
        if (expected != actual) throw new DemoFault($"{what}: {Tongue.Say("应为", "expected")} {expected}, {Tongue.Say("实为", "is")} {actual}");
    }
}
