using System.ComponentModel.DataAnnotations;
using Tongbao.Core.Orders.Settling.Files;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Files;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox.Calls;

public sealed record NewSplitFile(string BatchNo, string? NotifyUrl = null);

/// <param name="Rows">Known once the file was started.</param>
public sealed record SplitFileView(string BatchNo, [property: AllowedValues("uploading", "working", "finished")] string State, int Parts,
    int Rows, int Done, int Failed)
{
    public static SplitFileView Of(SplitFile file) => new(file.No, file.State switch
    {
        SplitFileState.Uploading => "uploading", SplitFileState.Working => "working", _ => "finished",
    }, file.Contents.Count, file.Count, file.Done, file.Failed);
}

/// <summary>大文件分账: files of splits in parts, also for the command `tongbao split`, which has the token of the server.</summary>
public sealed class SplitFileCalls(SplitUploads uploads, KnownApps apps, Catalogue catalogue, IEnumerable<WireTerms> wires) : ICalls
{
    private const string Of = "/apps/{id}/split-files", One = Of + "/{batchNo}";
    private const int MostLetters = 50;

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost(Of, Open).Produces<SplitFileView>(201).Refuses(404, 409)
            .WithSummary("开分账文件 Open a file of splits that comes in parts");
        api.MapPut(One + "/parts/{n}", Put).Accepts<Stream>("application/octet-stream").Produces<SplitFileView>().Refuses(404, 409, 413)
            .TakesBodyOf(SplitUploads.MostPartBytes).WithSummary("传一段 Send a part, from 1; the parts put together are the file");
        api.MapPost(One + "/start", Start).Produces<SplitFileView>().Refuses(404, 409)
            .WithSummary("开始分账 Check the whole file, and start the work on its rows");
        api.MapGet(One, Look).Produces<SplitFileView>().Refuses(404).WithSummary("分账进度 How far it is");
        api.MapGet(One + "/result", Result).Produces(200, contentType: "text/plain").Refuses(404, 409)
            .WithSummary("回盘文件 The result, a line for each row");
        api.MapDelete(One, Drop).Produces(204).Refuses(404, 409).WithSummary("放弃文件 Give up a file that was not started");
    }

    private Task<IResult> Open(string id, NewSplitFile body) => apps.Known(id, async keys =>
    {
        if (body.BatchNo is not { Length: > 0 and <= MostLetters } no || no.Any(char.IsControl))
            return Answers.Problem(400, $"batchNo has 1 to {MostLetters} characters");
        if (body.NotifyUrl is not null && FieldForms.Parse("url", body.NotifyUrl) is null)
            return Answers.Problem(400, "notifyUrl is a URL");
        if (WireOf(keys) is not { } wire) return Answers.Problem(409, "the app has no identity on a wire that splits orders by file");
        return Told(keys, await uploads.Open(keys.App.Id, no, wire, body.NotifyUrl), 201);
    });

    private Task<IResult> Put(string id, string batchNo, int n, HttpContext http) => apps.Known(id, async keys =>
        Told(keys, await uploads.Put(keys.App.Id, batchNo, n, http.Request.Body, http.RequestAborted)));

    private Task<IResult> Start(string id, string batchNo) => apps.Known(id, async keys =>
        Told(keys, await uploads.Start(keys.App.Id, batchNo)));

    private Task<IResult> Look(string id, string batchNo) => apps.Known(id, async keys =>
        await uploads.Find(keys.App.Id, batchNo) is { } file ? Results.Ok(SplitFileView.Of(file)) : NoSuchFile);

    private Task<IResult> Result(string id, string batchNo) => apps.Known(id, async keys =>
    {
        if (await uploads.Find(keys.App.Id, batchNo) is not { } file) return NoSuchFile;
        if (file.State != SplitFileState.Finished) return Answers.Problem(409, "the file is not finished");
        return Results.Stream(to => uploads.Write(keys.App.Id, file, to, CancellationToken.None), "text/plain;charset=UTF-8",
            $"{string.Concat(file.No.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))}_result.txt");
    });

    private Task<IResult> Drop(string id, string batchNo) => apps.Known(id, async keys =>
        await uploads.Drop(keys.App.Id, batchNo) is { Wrong: { } wrong } ? Refused(keys, wrong) : Results.NoContent());

    private static IResult NoSuchFile => Answers.Problem(404, "no such file");

    private IResult Told(AppKeys keys, SplitUpload upload, int status = 200) =>
        upload.File is { } file ? Results.Json(SplitFileView.Of(file), statusCode: status) : Refused(keys, upload.Wrong!);

    private IResult Refused(AppKeys keys, Error wrong) => Answers.Problem(wrong switch
    {
        _ when wrong == Errors.SplitFileNotFound => 404,
        _ when wrong == Errors.SplitFileDiffers || wrong == Errors.SplitFileUnderWay => 409,
        _ when wrong == Errors.StoreUnavailable => 503,
        _ => 400,
    }, catalogue.WordsOf(keys.App, WireOf(keys)), wrong);

    /// <summary>The wire on which the app splits by file.</summary>
    private string? WireOf(AppKeys keys) => keys.App.Identities.Select(i => i.Wire)
        .FirstOrDefault(wire => wires.Any(w => w.Wire == wire && w.SplitsByFile));
}
