using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Core.Members;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>会员: what an operator does manually for members.</summary>
public sealed class MemberCalls(Asker asker, Catalogue catalogue, IEnumerable<IReviewKind> kinds, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/apps/{id}/members/{bizUserId}/review", ReviewMember).Produces<ReviewView>().Refuses(404, 409)
            .WithSummary("审核 Decide the review that waits: of a company, an opening, papers; "
                + "a company that owes a small remittance has paid it");
        api.MapPost("/apps/{id}/members/{bizUserId}/state", ChangeState).Produces<MemberStateView>().Refuses(404, 409)
            .WithSummary("会员状态 Put a member into a state: paused, locked, lost, on the blacklist; and back");
    }

    private Task<IResult> ReviewMember(string id, string bizUserId, Review body) => apps.Known(id, async keys =>
    {
        if (body.Result is not ("approve" or "reject")) return Answers.Problem(400, "result is approve or reject");
        if (body.Kind is { } kind && kinds.All(k => k.Kind != kind))
            return Answers.Problem(400, $"kind is {string.Join(", ", kinds.Select(k => k.Kind))}");
        var result = await asker.Run(keys.App.Id, new ReviewMember(new BizUserId(bizUserId), body.Kind,
            new ReviewVerdict(body.Result == "approve", body.Reason, body.RejectItems ?? []), [.. kinds]));
        if (result.Error is { } error)
            return Answers.Problem(error == Errors.MemberNotFound ? 404 : 409, catalogue.WordsOf(keys.App), error);
        return result.Reply is SeveralReviews several
            ? Answers.Problem(400, $"several reviews wait, name one by kind: {string.Join(", ", several.Open)}")
            : Results.Ok(new ReviewView(((Reviewed)result.Reply!).Approved ? "approved" : "rejected"));
    });

    private Task<IResult> ChangeState(string id, string bizUserId, MemberStateChange body) => apps.Known(id, async keys =>
    {
        if (CommandOf(new BizUserId(bizUserId), body) is not { } command)
            return Answers.Problem(400, "state is NORMAL, PAUSE, LOCK, LOSS, BLACKLIST or RISK; "
                + "or change is pause, resume, lock, unlock, reportLost or restore");
        var result = await asker.Run(keys.App.Id, command);
        if (result.Error is { } error)
            return Answers.Problem(error == Errors.MemberNotFound ? 404 : 409, catalogue.WordsOf(keys.App), error);
        var changed = (ChangeState.Changed)result.Reply!;
        return Results.Ok(new MemberStateView(InJson.Of(changed.User), InJson.Of(changed.Account)));
    });

    /// <summary>Null unless there is one of the two, with a word that is known.</summary>
    private static Command? CommandOf(BizUserId member, MemberStateChange body) => (body.State, body.Change) switch
    {
        ({ } state, null) => Word<Standing>(state) is { } to ? new PutInState(member, to) : null,
        (null, { } word) => Word<StateChange>(word) is { } change ? new ChangeState(member, change) : null,
        _ => null,
    };

    private static T? Word<T>(string text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && !int.TryParse(text, out _) ? value : null;
}
