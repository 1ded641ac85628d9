using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows;

/// <summary>When: calls that succeed, calls that are refused, what buyers and channels do, and time.</summary>
public sealed partial class Flow
{
    /// <summary>A call that succeeds, defaults filled in.</summary>
    public async Task<Tsy2Reply> When(string method, object param)
    {
        var reply = await Ask(method, param);
        Assert.True(reply.Ok, $"{method} was refused with {reply.ErrorCode} {reply.Message}\nrequest {Json.Text(reply.Request)}");
        return reply;
    }

    /// <summary>A call, whatever its answer.</summary>
    public async Task<Tsy2Reply> Ask(string method, object param) =>
        await Client.Call(ServiceOf(method), method, await Complete(method, param));

    /// <summary>A request exactly as given.</summary>
    public Task<Tsy2Reply> Send(string method, JsonObject param) => Client.Call(ServiceOf(method), method, param);

    /// <summary>A complete signed request, not yet sent: to be sent twice, or by many at once.</summary>
    public async Task<SignedRequest> Sign(string method, object param) =>
        await Client.Sign(ServiceOf(method), method, await Complete(method, param));

    public async Task<Tsy2Reply> WhenRefused(string code, string method, object param)
    {
        var reply = await Ask(method, param);
        Assert.True(reply.ErrorCode == code,
            $"{method} should be refused with {code}, but answered {Verdict(reply)}\nrequest {Json.Text(reply.Request)}");
        return reply;
    }

    /// <summary>
    /// A refusal table. Each row alone spoils the good request and is refused with its code; and each row together with all rows
    /// below it is refused with its code as well: the order of the rows is the order of precedence. The good request itself succeeds.
    /// </summary>
    public Task ThenRefusedInThisOrder(string method, object good, params (string Code, object Wrong)[] rows) =>
        ThenRefused(method, good, rows.SelectMany((row, i) => new[]
        {
            (row.Code, "alone", row.Wrong, Json.Merge(good, row.Wrong)),
            (row.Code, "before what follows", row.Wrong, Json.Merge(good, [.. rows[i..].Reverse().Select(r => r.Wrong)])),
        }));

    /// <summary>A refusal table whose rows have no order among them: what a field may not be.</summary>
    public Task ThenRefused(string method, object good, params (string Code, object Wrong)[] rows) =>
        ThenRefused(method, good, rows.Select(row => (row.Code, "alone", row.Wrong, Json.Merge(good, row.Wrong))));

    private async Task ThenRefused(string method, object good, IEnumerable<(string Code, string How, object Wrong, JsonObject Param)> cases)
    {
        var refusals = new Table();
        foreach (var (code, how, wrong, param) in cases)
        {
            var reply = await Ask(method, param);
            var what = $"{how}: {Json.Text(Json.Object(wrong))}";
            refusals.Add($"{code} {what}", $"{(reply.ErrorCode == code ? code : Verdict(reply))} {what}");
        }
        refusals.MustMatch();
        await When(method, good);
    }

    /// <summary>The newest code sent to a phone.</summary>
    public async Task<string> Sms(string phone) =>
        (await Sandbox.Sms(App.Id, phone)) is [{ } newest, ..] ? newest.Code : throw new Xunit.Sdk.XunitException($"no SMS to {phone}");

    /// <summary>The newest code sent to the phone of the member who made an order.</summary>
    public Task<string> SmsFor(Tsy2Reply order) => Sms(Who(OrdererOf(order)).Phone);

    /// <summary>The channel reports that the order was paid. May be called again: channels repeat themselves.</summary>
    public Task WhenChannelPays(Tsy2Reply order) => Sandbox.Payment(App.Id, order.BizOrderNo, "success");

    public Task WhenChannelFails(Tsy2Reply order, string message = "余额不足") => Sandbox.Payment(App.Id, order.BizOrderNo, "fail", message);

    public Task WhenBankPaysOut(Tsy2Reply order) => Sandbox.Payout(App.Id, order.BizOrderNo, "success");

    public Task WhenBankReturns(Tsy2Reply order, string message = "账户已销户") => Sandbox.Payout(App.Id, order.BizOrderNo, "fail", message);

    /// <summary>What the payer does next: scans the code, or confirms by SMS.</summary>
    public Task WhenBuyerPays(Tsy2Reply order) => order.Has("payInfo") ? WhenChannelPays(order) : Pay(order);

    /// <summary>The member who made an order confirms it with the code of the SMS.</summary>
    public async Task<Tsy2Reply> Pay(Tsy2Reply order)
    {
        var paid = await Confirm(order);
        Assert.Equal("success", paid.Text("payStatus"));
        return paid;
    }

    /// <summary>The same, whatever the channel says to it.</summary>
    public async Task<Tsy2Reply> Confirm(Tsy2Reply order) =>
        await When("pay", new { bizUserId = OrdererOf(order), bizOrderNo = order.BizOrderNo, verificationCode = await SmsFor(order) });

    /// <summary>Moves the clock of the test's own server to a time; every job due until then runs.</summary>
    public Task<SandboxClock> At(string time) => Clock(() => Sandbox.MoveTo(time));

    /// <summary>Moves it on by a duration of ISO 8601: PT26H.</summary>
    public Task<SandboxClock> Advance(string duration) => Clock(() => Sandbox.Advance(duration));

    /// <summary>Stops it: what is due then comes when the test moves it.</summary>
    public Task<SandboxClock> Freeze() => Clock(Sandbox.Freeze);

    private Task<SandboxClock> Clock(Func<Task<SandboxClock>> move) =>
        ownsServer ? move() : throw new InvalidOperationException("other tests share this server: move the clock of an own one (OnOwnServer)");

    private static string OrdererOf(Tsy2Reply order) => (order.Request["payerId"] ?? order.Request["bizUserId"])!.GetValue<string>();

    private static string Verdict(Tsy2Reply reply) => reply.Ok ? "OK" : $"{reply.ErrorCode} {reply.Message}";
}
