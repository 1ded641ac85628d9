using Tongbao.Server.Sandbox.Description;
using Tongbao.Core.Members;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>会员: what an operator does about them by hand.</summary>
public sealed class MemberCalls(Asker asker, Catalogue catalogue, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/apps/{id}/members/{bizUserId}/review", ReviewMember).Produces<ReviewView>().Refuses(404, 409)
            .WithSummary("审核企业 Review a company");
    }

    private Task<IResult> ReviewMember(string id, string bizUserId, Review body) => apps.Known(id, async keys =>
    {
        if (body.Result is not ("approve" or "reject")) return Answers.Problem(400, "result is approve or reject");
        var result = await asker.Run(keys.App.Id, new ReviewCompany(new BizUserId(bizUserId), body.Result == "approve", body.Reason));
        if (result.Error is { } error)
            return Answers.Problem(error == Errors.MemberNotFound ? 404 : 409, catalogue.WordsOf(keys.App), error);
        return Results.Ok(new ReviewView(((CompanyResult)result.Reply!).Result == ReviewState.Approved ? "approved" : "rejected"));
    });
}
