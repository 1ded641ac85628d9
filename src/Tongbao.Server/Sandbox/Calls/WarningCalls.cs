using System.Buffers.Text;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>A page of the warnings, newest first.</summary>
public sealed record WarningPage(IReadOnlyList<WarningView> Items, [property: Description("what `after` takes for the page after this one; null at the end")] string? Next);

/// <summary>提醒: what was answered or booked without a word on the wire, and is probably a mistake.</summary>
public sealed class WarningCalls(IStore store, KnownApps apps) : ICalls
{
    private const int Usual = 100;

    private static readonly string[] Parameters = ["limit", "after", "kind", "order"];

    public void Map(IEndpointRouteBuilder api) => api.MapGet("/apps/{id}/warnings", Warnings).Produces<WarningPage>().Refuses(404)
        .WithSummary("提醒 Unknown fields, splits that were not booked, notice addresses that were refused, card numbers in free text; newest first, the last 1,000 of an app");

    private Task<IResult> Warnings(string id, HttpContext http, [Description("how many, 1 to 1000; 100 where it is left out")] int? limit,
        [Description("what the page before calls next")] string? after,
        [Description("unknown-field, card-in-text, split-not-booked or address-refused")] string? kind, [Description("the merchant's number of an order")] string? order) => apps.Known(id, async keys =>
    {
        if (http.Request.Query.Keys.FirstOrDefault(name => !Parameters.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            return Answers.Problem(400, $"no such query parameter: {unknown}; known are {string.Join(", ", Parameters)}");
        if (limit is < 1 or > Warning.Keeps) return Answers.Problem(400, $"limit is 1 to {Warning.Keeps}");
        if (kind is not null && !WarningKinds.All.Contains(kind)) return Answers.Problem(400, $"kind is one of {string.Join(", ", WarningKinds.All)}");
        if (after is not null && Read(after) is null) return Answers.Problem(400, "after is what the page before calls next");
        await using var reader = await store.BeginRead();
        var fitting = (await reader.All(keys.App.Id, Warning.Rows)).Where(w => (kind is null || w.Kind == kind) && (order is null || w.About == order))
            .OrderByDescending(w => w.No).SkipWhile(w => after is not null && w.No >= Read(after)).ToList();
        var page = fitting.Take(limit ?? Usual).ToList();
        return Results.Ok(new WarningPage([.. page.Select(WarningView.Of)], page.Count < fitting.Count ? Write(page[^1].No) : null));
    });

    private static string Write(long no) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{no}:")));

    private static long? Read(string after)
    {
        if (!Base64Url.IsValid(after) || Encoding.ASCII.GetString(Base64Url.DecodeFromChars(after)) is not [.. var number, ':']) return null;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var no) ? no : null;
    }
}
