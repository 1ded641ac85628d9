using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Server.Channels;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>会员: what an operator does about them by hand, and the codes that reach their phones.</summary>
public sealed class MemberCalls(IStore store, Asker asker, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sms", Sms).Produces<SmsView[]>().Refuses(404).WithSummary("短信箱 The codes that were sent, newest first");
        api.MapPost("/apps/{id}/members/{bizUserId}/review", ReviewMember).Produces<ReviewView>().Refuses(404, 409).WithSummary("审核企业 Review a company");
    }

    private Task<IResult> Sms(string app, string? phone) => apps.Known(app, async keys =>
    {
        await using var reader = await store.BeginRead();
        var sent = await reader.All(keys.App.Id, SmsMessage.Rows);
        return Results.Ok(sent.Where(s => phone is null || s.Phone.Clear == phone).OrderByDescending(s => s.SentAt).ThenByDescending(s => s.No)
            .Select(s => new SmsView(s.Phone.Clear, s.Code.Clear, s.Purpose, Days.ToChina(s.SentAt), Days.ToChina(s.ExpiresAt))));
    });

    private Task<IResult> ReviewMember(string id, string bizUserId, Review body) => apps.Known(id, async keys =>
    {
        if (body.Result is not ("approve" or "reject")) return Answers.Problem(400, "result is approve or reject");
        var result = await asker.Run(keys.App.Id, new ReviewCompany(new BizUserId(bizUserId), body.Result == "approve", body.Reason));
        if (result.Error is { } error) return Answers.Problem(error == Errors.MemberNotFound ? 404 : 409, error.En);
        return Results.Ok(new ReviewView(((CompanyResult)result.Reply!).Result == (long)ReviewState.Approved ? "approved" : "rejected"));
    });
}
