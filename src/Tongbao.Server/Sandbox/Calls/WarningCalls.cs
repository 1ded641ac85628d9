using System.ComponentModel.DataAnnotations;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>提醒: what was accepted without an error on the wire but is probably a mistake.</summary>
public sealed class WarningCalls(IStore store, Lister lister, Catalogue catalogue, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api) => api.MapGet("/apps/{id}/warnings", Warnings).Lists<WarningView>().Refuses(404)
        .WithSummary("提醒 Unknown fields, splits that were not booked, notice addresses that were refused, card numbers in free text; newest first, the last 1,000 of an app");

    private Task<IResult> Warnings(string id, int? limit, string? after,
        [AllowedValues(WarningKinds.UnknownField, WarningKinds.CardInText, WarningKinds.SplitNotBooked,
            WarningKinds.AddressRefused)] string? kind, string? order) =>
        apps.Known(id, keys => lister.Answer(Paging.Of(limit, after), (at, take) => Page(keys.App.Id, at, take), w => new Cursor("", w.No),
            w => (kind is null || w.Kind == kind) && (order is null || w.About == order), w =>
                ValueTask.FromResult(WarningView.Of(w, catalogue.WordsOf(keys.App)))));

    /// <summary>An app has only few warnings, so all of them are read at once.</summary>
    private async ValueTask<IReadOnlyList<Warning>> Page(AppId app, Cursor? after, int take)
    {
        await using var reader = await store.BeginRead();
        return [.. (await reader.All(app, Warning.Rows)).Where(w => after is null || w.No < after.Number).OrderByDescending(w => w.No)
            .Take(take)];
    }
}
