using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>应用: creates apps and changes their settings.</summary>
public sealed class AppCalls(AppAdmin admin, Lister lister, IStore store) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/apps", Apps).Lists<AppView>().WithSummary("应用列表 Every app, in the order of their ids");
        api.MapPost("/apps", CreateApp).Produces<AppView>(201).Refuses(409, 501).WithSummary("开应用 Make an app");
        api.MapPatch("/apps/{id}", ChangeApp).Produces<AppView>().Refuses(404).WithSummary("改应用设置 Change an app's settings");
    }

    private Task<IResult> Apps([AllowedValues("tsy2", "yst2", "accp")] string? protocol, int? limit, string? after) =>
        lister.Answer(Paging.Of(limit, after), Page, app => new Cursor(app.Id.Value), app => protocol is null
            || app.First.Wire == protocol, async app => await admin.View(app));

    private async ValueTask<IReadOnlyList<App>> Page(Cursor? after, int take)
    {
        await using var reader = await store.BeginRead();
        return await reader.Page(null, new Stretch<App>(App.Rows) { After = after, Take = take });
    }

    private async Task<IResult> CreateApp(NewApp body) => await Shown(await admin.Create(body), 201);

    private async Task<IResult> ChangeApp(string id, AppChange body) =>
        body.Settings.ValueKind == JsonValueKind.Object ? await Shown(await admin.Change(new AppId(id), body.Settings), 200)
            : Answers.Problem(400, "settings is an object");

    private async Task<IResult> Shown((App? App, int Status, string? Problem) done, int status) =>
        done.App is { } app ? Results.Json(await admin.View(app), statusCode: status) : Answers.Problem(done.Status, done.Problem!);
}
