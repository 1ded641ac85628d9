using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server;
using Tongbao.Server.Sandbox.Calls;
using Tongbao.Server.Store;

namespace Tongbao.Tests.Work;

/// <summary>A row that the bulk work of the tests did, and how often: once, if all is right.</summary>
public sealed record CountedRow(string Key, int Times)
{
    public static readonly RowKind<CountedRow> Rows = new("goods", r => r.Key);
    public const string Prefix = "counted:";
}

/// <summary>Bulk work as a room registers it: so many rows, or rows without end until the tests say that it is enough.</summary>
public sealed class CountRows : IBulkWork
{
    public const string Id = "count:rows", Enough = "enough";

    public WorkKind Kind { get; } = new("count-rows", Lane.Bulk);

    public async ValueTask<string?> Slice(Book book, WorkItem item)
    {
        var (from, all) = item.Detail.Split('/') is [var done, var rows]
            ? (int.Parse(done, CultureInfo.InvariantCulture), int.Parse(rows, CultureInfo.InvariantCulture)) : throw new FormatException();
        var to = Math.Min(from + IBulkWork.Most, all);
        for (var n = from; n < to; n++)
        {
            var key = $"{CountedRow.Prefix}{n:D9}";
            var before = await book.Shelf.Find(book.App.Id, CountedRow.Rows, key);
            book.Shelf.Put(book.App.Id, CountedRow.Rows, new CountedRow(key, (before?.Times ?? 0) + 1));
        }
        return to == all || await book.Shelf.Find(book.App.Id, CountedRow.Rows, Enough) is not null ? null : $"{to}/{all}";
    }
}

/// <summary>By which the tests plan that work in a running server, and look how far it is.</summary>
public sealed class CountCalls(IStore store, Teller teller, VirtualClock clock) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/apps/{id}/counting",
            async (string id, int rows, int hours) => await Run(id, new Plan(rows, clock.GetUtcNow().AddHours(hours))));
        api.MapPost("/apps/{id}/counting/enough", async (string id) => await Run(id, new SayEnough()));
        api.MapGet("/apps/{id}/counting", Progress);
        api.MapGet("/apps/{id}/counting/rows", Rows);
    }

    private async Task<IResult> Run(string id, Command command) =>
        (await teller.Run(new AppId(id), command)).Result.IsRefused ? Results.Conflict() : Results.NoContent();

    private async Task<IResult> Progress(string id)
    {
        await using var reader = await store.BeginRead();
        var item = await reader.Load(new AppId(id), WorkItem.Rows, CountRows.Id);
        return Results.Ok(new CountProgress(item is not null, item is null ? 0
            : int.Parse(item.Detail.Split('/')[0], CultureInfo.InvariantCulture)));
    }

    private async Task<IResult> Rows(string id)
    {
        await using var reader = await store.BeginRead();
        var rows = await reader.Beginning(new AppId(id), CountedRow.Rows, CountedRow.Prefix);
        return Results.Ok(new CountResult(rows.Count, rows.Count(r => r.Times != 1), rows.Index()
            .Count(r => r.Item.Key != $"{CountedRow.Prefix}{r.Index:D9}")));
    }

    private sealed record Plan(int Rows, DateTimeOffset At) : Command
    {
        public override ValueTask<Result> Run(Book book)
        {
            book.Work.Save(new CountRows().Kind.Item(CountRows.Id, "rows", At, $"0/{Rows}"));
            return new(Done.It);
        }
    }

    private sealed record SayEnough : Command
    {
        public override ValueTask<Result> Run(Book book)
        {
            book.Shelf.Put(book.App.Id, CountedRow.Rows, new CountedRow(CountRows.Enough, 1));
            return new(Done.It);
        }
    }
}

/// <summary>How far the work is.</summary>
public sealed record CountProgress(bool IsUnderWay, int Done);

/// <summary>What it left: how many rows, how many of them not once, how many out of their place.</summary>
public sealed record CountResult(int Rows, int NotOnce, int OutOfPlace);
