using System.ComponentModel.DataAnnotations;
using Tongbao.Core.Members;
using Tongbao.Core.Members.Agreements;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>签约: what people do on the pages of agreements, for tests without a browser.</summary>
public sealed class SigningCalls(Teller teller, QueryRunner queries, Catalogue catalogue, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/apps/{id}/members/{bizUserId}/signatures", Sign).Produces<SigningView>().Refuses(404, 409)
            .WithSummary("签约 A member signs what a request asks of it, in place of the page and its code");
        api.MapPost("/apps/{id}/members/{bizUserId}/face", CheckFace).Produces<FaceView>().Refuses(404, 409)
            .WithSummary("人脸识别 The outcome of the legal person's face check, before a letter of authority");
    }

    private Task<IResult> Sign(string id, string bizUserId, SignatureAsked body) => apps.Known(id, async keys =>
    {
        var member = new BizUserId(bizUserId);
        var found = await queries.Read(keys.App.Id, async book => await Find(book, member, body.Agreement));
        if (found is null) return Answers.Problem(404, "nothing that this member signs has this number");
        var result = (await teller.Run(keys.App.Id, new SignForMember(found.No, found.SideOf(member)))).Result;
        return result.Error is { } error ? Refusal(keys, error) : Results.Ok(await queries.Read(keys.App.Id, book => View(book, found)));
    });

    private Task<IResult> CheckFace(string id, string bizUserId, FaceAsked body) => apps.Known(id, async keys =>
    {
        if (body.Result is not ("success" or "fail")) return Answers.Problem(400, "result is success or fail");
        var member = new BizUserId(bizUserId);
        var letter = await queries.Read(keys.App.Id, async book => await book.OpenLetter(member, SigningKind.Letter));
        if (letter is null) return Answers.Problem(409, "no letter of authority of this member waits for a face check");
        var result = (await teller.Run(keys.App.Id, new FaceChecked(letter.No, body.Result == "success"))).Result;
        if (result.Error is { } error) return Refusal(keys, error);
        var face = (FaceResult)result.Reply!;
        return Results.Ok(new FaceView(face.Passed ? "passed" : face.TriesLeft > 0 ? "failed" : "ended"));
    });

    private IResult Refusal(AppKeys keys, Error error) => Answers.Problem(409, catalogue.WordsOf(keys.App), error);

    /// <summary>By the number of the request, or of one of its agreements.</summary>
    private static async ValueTask<Signing?> Find(Book book, BizUserId member, string number)
    {
        var request = (await book.Agreements.Find(number))?.Request ?? new BizOrderNo(number);
        return await book.FindOperation(request) is { } operation && await book.Signings.Find(operation.OrderNo.Value) is { } signing
            && (signing.Member == member || signing.Splitter == member) ? signing : null;
    }

    private static async ValueTask<SigningView?> View(Book book, Signing signing)
    {
        var agreements = await book.AgreementsOf(signing);
        var parties = signing.Splitter is null ? [SigningSide.Payee] : new[] { SigningSide.Payee, SigningSide.Splitter };
        return new SigningView(InJson.Of(StateOf(agreements)), [.. parties.Select(side => new SigningPartyView(signing.SignerOf(side).Value,
            agreements.Where(a => Signing.Signs(side, a)).All(a => Signing.SignedAt(side, a) is not null)))]);
    }

    /// <summary>Of the request as a whole: what is missing comes first.</summary>
    private static AgreementState StateOf(IReadOnlyList<Agreement> agreements) =>
        new[] { AgreementState.Unsigned, AgreementState.Signing, AgreementState.Failed, AgreementState.Superseded, AgreementState.Signed }
            .First(state => agreements.Any(a => a.State == state));
}

public sealed record SignatureAsked(string Agreement);

public sealed record SigningView([property: AllowedValues("unsigned", "signed", "failed", "signing", "superseded")] string State,
    IReadOnlyList<SigningPartyView> Parties);

public sealed record SigningPartyView(string Member, bool Signed);

public sealed record FaceAsked([property: AllowedValues("success", "fail")] string Result);

public sealed record FaceView([property: AllowedValues("passed", "failed", "ended")] string Status);
