using Tongbao.Core.Members;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Members.Yst2;
using Tongbao.Server.Store;
using Tongbao.Server.Sandbox.Calls;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Wire;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>沙箱控制接口: with it an integrator's tests can play a whole day. It is a contract: names and shapes do not change.</summary>
public sealed class SandboxApi(IEnumerable<ICalls> calls)
{
    /// <summary>No call needs more. The API description states this limit for each call.</summary>
    private const long MaxBody = 1024 * 1024;

    /// <summary>In addition to its own refusals, any call may refuse an unreadable request, or a caller without the token.</summary>
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
            .AddSingleton<ICalls, MemberCalls>().AddSingleton<ICalls, SigningCalls>().AddSingleton<ICalls, CertificationCalls>()
            .AddSingleton<ICalls, PaymentCalls>();
        services.AddSingleton<IReviewKind, CompanyReviews>().AddSingleton<IReviewKind, OpeningReviews>()
            .AddSingleton<IReviewKind, PapersReviews>().AddSingleton<IReviewKind, LetterReviews>()
            .AddSingleton<IReviewKind, ComplianceReviews>().AddSingleton<IReviewKind, ProductReviews>();
        services.AddSingleton<SplitFileCalls>().AddSingleton<ICalls>(s => s.GetRequiredService<SplitFileCalls>());
        services.AddSingleton<ICalls, ListCalls>().AddSingleton<ICalls, BookCalls>();
        services.AddSingleton<ICalls, FundsCalls>().AddSingleton<ICalls, ScenarioCalls>().AddSingleton<ICalls, NoticeCalls>()
            .AddSingleton<ICalls, ExplainCalls>().AddSingleton<ICalls, WarningCalls>()
            .AddSingleton<ICalls, RegistryCalls>();
    }

    /// <summary>Turns refusals of the simulators and the store into problem details, never a stack trace.</summary>
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
