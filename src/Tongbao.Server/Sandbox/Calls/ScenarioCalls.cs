using Tongbao.Server.Sandbox.Description;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Store;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>剧本: scripts what channels will do.</summary>
public sealed class ScenarioCalls(ChannelSimulator simulator, Lister lister, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/scenarios", Scenarios).Lists<WaitingScenario>()
            .WithSummary("剧本列表 The scripts that wait for a trade, in the order they were added");
        api.MapPost("/scenarios", AddScenario).Produces<ScenarioView>(201).Refuses(404, 409).WithSummary("加剧本 Script channel outcomes");
        api.MapDelete("/scenarios/{id}", RemoveScenario).Produces(204).Refuses(404).WithSummary("删剧本 Remove a script");
    }

    private Task<IResult> Scenarios(string? app, int? limit, string? after) => lister.Answer(Paging.Of(limit, after),
        (at, take) => simulator.Scenarios(app, at?.Key, take), row =>
            new Cursor(row.Id), row => app is null || row.Scenario.App == app, row =>
            ValueTask.FromResult(WaitingScenario.Of(row.Id, row.Scenario)));

    private async Task<IResult> AddScenario(NewScenario body)
    {
        if (body.App is null || body.Then is not { Count: > 0 }) return Answers.Problem(400, "app, and at least one step in then");
        return await apps.Known(body.App, async _ =>
        {
            var steps = new List<ScenarioStep>();
            foreach (var step in body.Then)
            {
                var after = step?.After is null ? null : Iso8601.Duration(step.After);
                if (step?.Result is null || (step.After is not null && after is null))
                    return Answers.Problem(400, "a step has a result, and perhaps an ISO 8601 duration after");
                // The amount that a channel reports is booked. An amount that the books cannot hold would make the order ask the channel
                // forever.
                if (step.Amount is { } paid && !Sums.IsSum(paid)) return Answers.Problem(400, $"a step has {Sums.ASum}");
                steps.Add(new ScenarioStep(step.Result, after, step.Amount, step.Message, step.Lost ?? false));
            }
            if (body.Match?.Amount is { } matched && !Sums.IsSum(matched)) return Answers.Problem(400, $"a match has {Sums.ASum}");
            var match = new ScenarioMatch(body.Match?.PayMethod, body.Match?.Amount, body.Match?.CardNo, body.Match?.BizUserId);
            return Results.Json(new ScenarioView(await simulator.AddScenario(new Scenario(body.App, match, steps, body.Times ?? 1))),
                statusCode: 201);
        });
    }

    private async Task<IResult> RemoveScenario(string id)
    {
        var app = id.LastIndexOf('-') is > 0 and var at ? id[..at] : "";
        return await simulator.RemoveScenario(app, id) ? Results.NoContent() : Answers.Problem(404, "no such scenario");
    }
}
