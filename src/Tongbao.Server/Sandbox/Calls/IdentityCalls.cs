using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Sandbox.Description;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>身份: an app's numbers and keys, one identity per wire.</summary>
public sealed class IdentityCalls(AppAdmin admin, IdentityAdmin identities, AppRegistry apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/apps/{id}/identities", List).Produces<IReadOnlyList<AppView>>().Refuses(404)
            .WithSummary("应用的身份 The identities of an app, its first one first");
        api.MapPost("/apps/{id}/identities", Add).Produces<AppView>(201).Refuses(404, 409)
            .WithSummary("加身份 Give an app an identity on another wire");
        api.MapPatch("/apps/{id}/identities/{protocol}", Change).Produces<AppView>().Refuses(404)
            .WithSummary("改身份的设置或公钥 Change settings or key of an identity");
        api.MapDelete("/apps/{id}/identities/{protocol}", Remove).Produces(204).Refuses(404, 409)
            .WithSummary("删身份 Remove an identity; the first goes only with its app");
    }

    private async Task<IResult> List(string id) => await apps.Find(new AppId(id)) is { App: var app }
        ? Results.Ok(await Task.WhenAll(app.Identities.Select(i => admin.View(app, i)))) : Answers.Problem(404, "no such app");

    private async Task<IResult> Add(string id, NewIdentity body) => await Shown(await identities.Add(new AppId(id), body));

    private async Task<IResult> Change(string id, string protocol, IdentityChange body) =>
        await Shown(await identities.Change(new AppId(id), protocol, body));

    private async Task<IResult> Remove(string id, string protocol) =>
        await identities.Remove(new AppId(id), protocol) is { Problem: { } problem, Status: var status } ? Answers.Problem(status, problem)
            : Results.NoContent();

    private async Task<IResult> Shown(IdentityAdmin.Told told) =>
        told is { App: { } app, Identity: { } identity } ? Results.Json(await admin.View(app, identity), statusCode: told.Status)
            : Answers.Problem(told.Status, told.Problem!);
}
