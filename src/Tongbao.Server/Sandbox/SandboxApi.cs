using System.Text.Json;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Channels;
using Tongbao.Server.Pages;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;
using Tongbao.Server.Work;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>沙箱控制接口: what an integrator's tests drive a whole day with. A contract: names and shapes stay.</summary>
public sealed class SandboxApi(IStore store, Teller teller, Asker asker, AppRegistry apps, AppDesk desk, VirtualClock clock, ClockDesk clockDesk,
    SimulatedChannel channel, ChannelSimulator simulator, Explainer explainer, RefusedRequests refused, TerminalDesk terminals, PageLinks links)
{
    /// <summary>A call with what it answers; beside what it refuses, any may refuse a request that cannot be read, or a caller without the token.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/sandbox").AddEndpointFilter(Guard).WithTags("sandbox").ProducesProblem(400).ProducesProblem(401).ProducesProblem(503);
        api.MapPost("/apps", CreateApp).Produces<AppView>(201).Refuses(409, 501).WithSummary("开应用 Make an app");
        api.MapPatch("/apps/{id}", ChangeApp).Produces<AppView>().Refuses(404).WithSummary("改应用设置 Change an app's settings");
        api.MapGet("/clock", () => clockDesk.Show()).Produces<ClockView>().WithSummary("看时钟 Read the clock");
        api.MapPost("/clock", clockDesk.Move).Produces<ClockView>().Refuses(409).WithSummary("拨时钟 Freeze, move or release the clock");
        api.MapGet("/sms", Sms).Produces<SmsView[]>().Refuses(404).WithSummary("短信箱 The codes that were sent, newest first");
        api.MapPost("/apps/{id}/members/{bizUserId}/review", ReviewMember).Produces<ReviewView>().Refuses(404, 409).WithSummary("审核企业 Review a company");
        api.MapPost("/apps/{id}/payments/{bizOrderNo}", DecidePayment).Produces<OrderView>().Refuses(404, 409).WithSummary("付款人付款 What the buyer does");
        api.MapPost("/apps/{id}/payouts/{bizOrderNo}", DecidePayout).Produces<OrderView>().Refuses(404, 409).WithSummary("银行代付结果 What the bank does");
        api.MapPost("/apps/{id}/funds", FundsArrive).Produces<FundsView>().Refuses(404).WithSummary("平台资金到账 Money reaches the platform outside the API");
        api.MapPost("/apps/{id}/reserve-funds", Remit).Produces<RemittanceView>().Refuses(404, 409).WithSummary("汇款到通联通 The platform remits money to its reserve (4.3.3)");
        api.MapPost("/apps/{id}/terminal-payments", PayAtTerminal).Produces<TerminalView>().Refuses(404, 409).WithSummary("终端付款 A terminal pays, refunds, or pays an order by its payCode");
        api.MapPost("/scenarios", AddScenario).Produces<ScenarioView>(201).Refuses(404, 409).WithSummary("加剧本 Script channel outcomes");
        api.MapDelete("/scenarios/{id}", RemoveScenario).Produces(204).Refuses(404).WithSummary("删剧本 Remove a script");
        api.MapGet("/apps/{id}/orders", Orders).Produces<OrderView[]>().Refuses(404).WithSummary("订单 Every order, newest first");
        api.MapGet("/apps/{id}/agenda", AgendaOf).Produces<DueView[]>().Refuses(404).WithSummary("日程 What is still to be done, and when");
        api.MapGet("/apps/{id}/notifications", Notifications).Produces<NoticeView[]>().Refuses(404).WithSummary("通知 The notices and every try");
        api.MapPost("/apps/{id}/notifications/{nid}/redeliver", RedeliverNotice).Produces(202).Refuses(404).WithSummary("重发通知 Deliver a notice again");
        api.MapGet("/apps/{id}/books", Books).Produces<BooksView>().Refuses(404).WithSummary("账簿 All balances, now or at an instant (?at=)");
        api.MapPost("/apps/{id}/splits/{bizOrderNo}/retry", TrySplitAgain).Produces<OrderView>().Refuses(404, 409).WithSummary("重试分账 Book a split that failed");
        api.MapGet("/apps/{id}/explain/{bizOrderNo}", Explain).Produces<Explanation>().Refuses(404).WithSummary("订单全貌 An order's whole story");
        api.MapGet("/apps/{id}/refused", RefusedOf).Produces<RefusedView[]>().Refuses(404).WithSummary("验签失败 Requests whose signature was wrong, with what was probably the reason");
    }

    /// <summary>Refusals of the simulators and of the store become problem details, never a stack trace.</summary>
    private static async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var asked = context.HttpContext.Request;
        if (asked.Path.Value!.Contains('\0') || asked.QueryString.Value!.Contains("%00", StringComparison.Ordinal)) return Problem(400, "a name has no NUL");
        try
        {
            return await next(context);
        }
        catch (SimulatorRefusal refusal)
        {
            return Problem(409, refusal.Message);
        }
        catch (Exception gone) when (gone is StoreUnavailable or System.Data.Common.DbException)
        {
            return Problem(503, "the store is not available");
        }
    }

    private async Task<IResult> CreateApp(NewApp body) => await Shown(await desk.Create(body), 201);

    private async Task<IResult> ChangeApp(string id, AppChange body) =>
        body.Settings.ValueKind == JsonValueKind.Object ? await Shown(await desk.Change(new AppId(id), body.Settings), 200) : Problem(400, "settings is an object");

    private async Task<IResult> Shown((App? App, int Status, string? Problem) done, int status) =>
        done.App is { } app ? Results.Json(await desk.View(app), statusCode: status) : Problem(done.Status, done.Problem!);

    private Task<IResult> Sms(string app, string? phone) => Known(app, async keys =>
    {
        await using var reader = await store.BeginRead();
        var sent = await reader.All(keys.App.Id, SmsMessage.Rows);
        return Results.Ok(sent.Where(s => phone is null || s.Phone.Clear == phone).OrderByDescending(s => s.SentAt).ThenByDescending(s => s.No)
            .Select(s => new SmsView(s.Phone.Clear, s.Code.Clear, s.Purpose, Days.ToChina(s.SentAt), Days.ToChina(s.ExpiresAt))));
    });

    private Task<IResult> ReviewMember(string id, string bizUserId, Review body) => Known(id, async keys =>
    {
        if (body.Result is not ("approve" or "reject")) return Problem(400, "result is approve or reject");
        var result = await asker.Run(keys.App.Id, new ReviewCompany(new BizUserId(bizUserId), body.Result == "approve", body.Reason));
        if (result.Error is { } error) return Problem(error == Errors.MemberNotFound ? 404 : 409, error.En);
        return Results.Ok(new ReviewView(((CompanyResult)result.Reply!).Result == (long)ReviewState.Approved ? "approved" : "rejected"));
    });

    private Task<IResult> DecidePayment(string id, string bizOrderNo, PaymentChange body) =>
        Decide(id, bizOrderNo, o => o.ChannelLeg is { } leg && leg.Flow != PayFlow.Payout && o.Kind != OrderKind.Refund, ChannelOperation.Pay,
            body.Result, ["success", "fail", "pending"], new Decision(body.Result ?? "", body.Message, body.Payer?.Acct, body.Payer?.AcctType));

    private Task<IResult> DecidePayout(string id, string bizOrderNo, PayoutChange body) =>
        Decide(id, bizOrderNo, o => o.Payout is not null, ChannelOperation.Payout, body.Result, ["success", "fail"], new Decision(body.Result ?? "", body.Message, null, null));

    private Task<IResult> Decide(string id, string bizOrderNo, Func<Order, bool> fits, ChannelOperation operation, string? result, string[] allowed, Decision decision) => Known(id, async keys =>
    {
        if (!allowed.Contains(result)) return Problem(400, $"result is one of {string.Join(", ", allowed)}");
        if (await FindOrder(keys.App.Id, bizOrderNo) is not { } order) return Problem(404, "no such order");
        if (!fits(order)) return Problem(409, "the order has no such channel leg");
        if (operation == ChannelOperation.Payout && order.Payout is { Sent: false }) return Problem(409, "the payout has not been sent yet");
        await channel.Act(keys.App, order, operation, decision, clock.GetUtcNow());
        return Results.Ok(OrderView.Of(keys.App.Id, (await FindOrder(keys.App.Id, bizOrderNo))!, links));
    });

    private Task<IResult> FundsArrive(string id, FundsIn body) => Known(id, async keys =>
    {
        if (!IsSum(body.Amount) || body.AccountSetNo is null) return Problem(400, $"accountSetNo, and {ASum}");
        var result = await teller.Run(keys.App.Id, new FundsCame(body.AccountSetNo, new Cents(body.Amount)));
        return result.Result.Error is { } error ? Problem(400, error.En) : Results.Ok(new FundsView(((FundsCame.Balance)result.Result.Reply!).Available.Fen));
    });

    private Task<IResult> Remit(string id, RemittanceChange body) => Known(id, async keys =>
    {
        if (!IsSum(body.Amount)) return Problem(400, ASum);
        if (body.AccountNo is not null && Wire.FieldForms.Parse("card", body.AccountNo) is null) return Problem(400, "accountNo has 6 to 32 digits");
        var merid = ReserveFundIn.MeridOf(keys.App);
        if (body.Note is not null && body.Note != $"TLT{merid}") return Problem(409, $"附言须为 the note must be TLT{merid}");
        var outcome = await teller.Run(keys.App.Id, new RemitReserveFunds(new Cents(body.Amount), new BankCardNo(body.AccountNo ?? UsualPayer)));
        if (outcome.Result.Error is { } error) return Problem(400, error.En);
        var remitted = (RemitReserveFunds.Remitted)outcome.Result.Reply!;
        return Results.Ok(new RemittanceView(remitted.Id, remitted.Merid, keys.App.Settings.FundInMode, Days.ToChina(remitted.At)));
    });

    private static readonly string ASum = $"an amount of 1 to {Cents.LargestSum} fen";

    private static bool IsSum(long amount) => amount is > 0 and <= Cents.LargestSum;

    /// <summary>The account that remits where the tester names none.</summary>
    private const string UsualPayer = "6225880000000001";

    private Task<IResult> PayAtTerminal(string id, TerminalChange body) => Known(id, async keys =>
        await terminals.Take(keys, body) is var (view, status, problem) && view is not null ? Results.Ok(view) : Problem(status, problem!));

    private async Task<IResult> AddScenario(NewScenario body)
    {
        if (body.App is null || body.Then is not { Count: > 0 }) return Problem(400, "app, and at least one step in then");
        return await Known(body.App, async _ =>
        {
            var steps = new List<ScenarioStep>();
            foreach (var step in body.Then)
            {
                var after = step?.After is null ? null : Iso8601.Duration(step.After);
                if (step?.Result is null || (step.After is not null && after is null)) return Problem(400, "a step has a result, and perhaps an ISO 8601 duration after");
                // What a channel says was paid is booked as it says: a sum that no book holds would leave its order asking for ever.
                if (step.Amount is { } paid && !IsSum(paid)) return Problem(400, $"a step has {ASum}");
                steps.Add(new ScenarioStep(step.Result, after, step.Amount, step.Message, step.Lost ?? false));
            }
            var match = new ScenarioMatch(body.Match?.PayMethod, body.Match?.Amount, body.Match?.CardNo, body.Match?.BizUserId);
            return Results.Json(new ScenarioView(await simulator.AddScenario(new Scenario(body.App, match, steps, body.Times ?? 1))), statusCode: 201);
        });
    }

    private async Task<IResult> RemoveScenario(string id)
    {
        var app = id.LastIndexOf('-') is > 0 and var at ? id[..at] : "";
        return await simulator.RemoveScenario(app, id) ? Results.NoContent() : Problem(404, "no such scenario");
    }

    private Task<IResult> Orders(string id) => Known(id, async keys =>
    {
        await using var reader = await store.BeginRead();
        return Results.Ok((await reader.All(keys.App.Id, Order.Rows)).OrderByDescending(o => o.No.Value, StringComparer.Ordinal).Select(o => OrderView.Of(keys.App.Id, o, links)));
    });

    private Task<IResult> AgendaOf(string id) => Known(id, async keys =>
    {
        await using var reader = await store.BeginRead();
        return Results.Ok((await reader.All(keys.App.Id, WorkItem.Rows)).OrderBy(w => w.DueAt).ThenBy(w => w.Id, StringComparer.Ordinal).Select(DueView.Of));
    });

    private Task<IResult> Notifications(string id, string? order) => Known(id, async keys =>
    {
        await using var reader = await store.BeginRead();
        var notices = order is null
            ? await reader.All(keys.App.Id, Notice.Rows)
            : await reader.LoadList(keys.App.Id, Notice.Rows, Notice.Rows.Index(Notice.ByAbout), order);
        return Results.Ok(notices.Select(NoticeView.Of));
    });

    private Task<IResult> RedeliverNotice(string id, string nid) => Known(id, async keys =>
        (await teller.Run(keys.App.Id, new Redeliver(nid))).Result.IsRefused ? Problem(404, "no such notification") : Results.Accepted());

    /// <summary>All balances now, or as they were at an instant.</summary>
    private Task<IResult> Books(string id, string? at) => Known(id, async keys =>
    {
        var then = at is null ? null : Iso8601.Instant(at);
        if (at is not null && then is null) return Problem(400, $"at takes {Iso8601.AnInstant}");
        await using var reader = await store.BeginRead();
        IReadOnlyList<Account> accounts = then is { } instant
            ? await reader.BalancesAt(keys.App.Id, instant)
            : await reader.All(keys.App.Id, Account.Rows);
        var buckets = accounts.SelectMany(a => Enum.GetValues<Bucket>().Where(b => b == Bucket.Available || !a.Of(b).IsZero)
            .Select(b => new BookView(Chart.OwnerOf(a.Id), Chart.SetOf(a.Id), JsonNamingPolicy.CamelCase.ConvertName(b.ToString()), a.Of(b).Fen)));
        // What is added up on the way may be more than any balance.
        var sum = accounts.Aggregate((Int128)0, (all, a) => all + a.Total.Fen);
        return Results.Ok(new BooksView(sum == 0, [.. buckets], (long)sum));
    });

    private Task<IResult> TrySplitAgain(string id, string bizOrderNo) => Known(id, async keys =>
    {
        var outcome = await teller.Run(keys.App.Id, new RetrySplit(new BizOrderNo(bizOrderNo)));
        if (outcome.Result.Error is { } error) return Problem(error == Errors.OrderNotFound ? 404 : 409, error.En);
        return Results.Ok(OrderView.Of(keys.App.Id, (await FindOrder(keys.App.Id, bizOrderNo))!, links));
    });

    private Task<IResult> Explain(string id, string bizOrderNo) => Known(id, async keys =>
        await explainer.Explain(keys, new BizOrderNo(bizOrderNo)) is { } story ? Results.Ok(story) : Problem(404, "no such order"));

    private Task<IResult> RefusedOf(string id) => Known(id, keys => Task.FromResult(Results.Ok(refused.Of(keys.App.Id).Select(RefusedView.Of))));

    private async Task<Order?> FindOrder(AppId app, string bizOrderNo)
    {
        await using var reader = await store.BeginRead();
        return await reader.LoadBy(app, Order.Rows, Order.Rows.Index(Order.ByBizNo), bizOrderNo);
    }

    private async Task<IResult> Known(string id, Func<AppKeys, Task<IResult>> act) =>
        await apps.Find(new AppId(id)) is { } keys ? await act(keys) : Problem(404, "no such app");

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}

/// <summary>平台资金到账: money reached a set of the platform by its bank. 4.3.3 mode A for the balance, else by the custody bank.</summary>
public sealed record FundsCame(string AccountSetNo, Cents Amount) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (AccountSetNo == Chart.SetOf(Chart.HuatongBank)) return await Deposited(book);
        if (book.Settings.FindSet(AccountSetNo) is not { Deposit: true }) return Errors.WrongAccountSet;
        var account = Chart.Platform(AccountSetNo);
        await book.Ledger.Must("funds.came", book.NextNumber(), new Move(Chart.CustodyBank.Available(), account.Available(), Amount));
        return new Balance(await book.Ledger.Available(account));
    }

    /// <summary>存管: the custody bank moves money of the platform to its account at 华通.</summary>
    private async ValueTask<Result> Deposited(Book book)
    {
        await book.Ledger.Must("funds.came", book.NextNumber(), new Move(Chart.HuatongBank.Available(), Chart.CustodyBank.Available(), Amount));
        return new Balance(-await book.Ledger.Available(Chart.HuatongBank));
    }

    public sealed record Balance(Cents Available) : Reply;
}
