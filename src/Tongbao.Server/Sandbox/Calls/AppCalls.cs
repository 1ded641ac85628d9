using System.Text.Json;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>应用: making apps and changing their settings.</summary>
public sealed class AppCalls(AppDesk desk) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/apps", CreateApp).Produces<AppView>(201).Refuses(409, 501).WithSummary("开应用 Make an app");
        api.MapPatch("/apps/{id}", ChangeApp).Produces<AppView>().Refuses(404).WithSummary("改应用设置 Change an app's settings");
    }

    private async Task<IResult> CreateApp(NewApp body) => await Shown(await desk.Create(body), 201);

    private async Task<IResult> ChangeApp(string id, AppChange body) =>
        body.Settings.ValueKind == JsonValueKind.Object ? await Shown(await desk.Change(new AppId(id), body.Settings), 200) : Answers.Problem(400, "settings is an object");

    private async Task<IResult> Shown((App? App, int Status, string? Problem) done, int status) =>
        done.App is { } app ? Results.Json(await desk.View(app), statusCode: status) : Answers.Problem(done.Status, done.Problem!);
}
