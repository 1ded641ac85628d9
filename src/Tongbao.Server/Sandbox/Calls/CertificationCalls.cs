using System.ComponentModel.DataAnnotations;
using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Members.Yst2;
using Tongbao.Server.Catalog;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>渠道认证: what WeChat or Alipay decides of a merchant, for tests without a browser.</summary>
public sealed class CertificationCalls(Teller teller, Catalogue catalogue, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/apps/{id}/members/{bizUserId}/certifications", Decide).Produces<CertificationView>().Refuses(404, 409)
            .WithSummary("渠道认证 The outcome of a merchant's certification at WeChat or Alipay, in place of the page");

    private Task<IResult> Decide(string id, string bizUserId, CertificationDecision body) => apps.Known(id, async keys =>
    {
        if (!CertifyingChannels.All.Contains(body.Channel)) return Answers.Problem(400, "channel is wx or ali");
        if (body.Result is not ("success" or "fail")) return Answers.Problem(400, "result is success or fail");
        var result = (await teller.Run(keys.App.Id,
            new Certify(new BizUserId(bizUserId), body.Channel, body.Result == "success", body.Message))).Result;
        if (result.Error is { } error)
            return Answers.Problem(error == Errors.NotOnboarded ? 404 : 409, catalogue.WordsOf(keys.App), error);
        return Results.Ok(new CertificationView(InJson.Of(((Certify.Decided)result.Reply!).Status)));
    });
}

public sealed record CertificationDecision([property: AllowedValues("wx", "ali")] string Channel,
    [property: AllowedValues("success", "fail")] string Result, string? Message = null);

public sealed record CertificationView([property: AllowedValues("certified", "failed")] string Status);
