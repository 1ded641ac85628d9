using Tongbao.Server.Store;
using Tongbao.Server.Sandbox.Calls;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Wire;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>沙箱控制接口: what an integrator's tests drive a whole day with. A contract: names and shapes stay.</summary>
public sealed class SandboxApi(IEnumerable<ICalls> calls)
{
    /// <summary>No call says more than that; the limit stands at each in the description.</summary>
    private const long MaxBody = 1024 * 1024;

    /// <summary>Beside what it says itself, any call may refuse a request that cannot be read, or a caller without the token.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/sandbox").AddEndpointFilter(Guard).AddEndpointFilterFactory(QueryCheck.Of).WithTags("sandbox")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(503).TakesBodyOf(MaxBody);
        foreach (var group in calls) group.Map(api);
    }

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<KnownApps>().AddSingleton<KnownOrders>().AddSingleton<OnlyApp>().AddSingleton<Lister>()
            .AddSingleton<SandboxApi>();
        services.AddSingleton<ICalls, AppCalls>().AddSingleton<ICalls, IdentityCalls>().AddSingleton<ICalls, ClockCalls>()
            .AddSingleton<ICalls, MemberCalls>().AddSingleton<ICalls, PaymentCalls>();
        services.AddSingleton<ICalls, ListCalls>().AddSingleton<ICalls, BookCalls>();
        services.AddSingleton<ICalls, FundsCalls>().AddSingleton<ICalls, ScenarioCalls>().AddSingleton<ICalls, NoticeCalls>()
            .AddSingleton<ICalls, ExplainCalls>().AddSingleton<ICalls, WarningCalls>();
    }

    /// <summary>Refusals of the simulators and of the store become problem details, never a stack trace.</summary>
    private static async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var asked = context.HttpContext.Request;
        if (asked.Path.Value!.Contains('\0') || asked.QueryString.Value!.Contains("%00", StringComparison.Ordinal))
            return Answers.Problem(400, "a name has no NUL");
        try
        {
            return await next(context);
        }
        catch (SimulatorRefusal refusal)
        {
            return Answers.Problem(409, refusal.Message);
        }
        catch (Exception gone) when (gone is StoreUnavailable or System.Data.Common.DbException)
        {
            return Answers.Problem(503, "the store is not available");
        }
    }
}
