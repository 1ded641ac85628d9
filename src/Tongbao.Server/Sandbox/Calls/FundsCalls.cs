using Tongbao.Server.Sandbox.Description;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Store;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>资金: money that reaches the platform outside the wire.</summary>
public sealed class FundsCalls(Teller teller, Catalogue catalogue, KnownApps apps) : ICalls
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/apps/{id}/funds", FundsArrive).Produces<FundsView>().Refuses(404)
            .WithSummary("平台资金到账 Money reaches the platform outside the API");
        api.MapPost("/apps/{id}/reserve-funds", Remit).Produces<RemittanceView>().Refuses(404, 409)
            .WithSummary("汇款到通联通 The platform remits money to its reserve (4.3.3)");
    }

    private Task<IResult> FundsArrive(string id, FundsIn body) => apps.Known(id, async keys =>
    {
        if (!Sums.IsSum(body.Amount) || body.AccountSetNo is null) return Answers.Problem(400, $"accountSetNo, and {Sums.ASum}");
        var result = await teller.Run(keys.App.Id, new FundsCame(body.AccountSetNo, new Cents(body.Amount)));
        return result.Result.Error is { } error ? Answers.Problem(400, catalogue.WordsOf(keys.App), error)
            : Results.Ok(new FundsView(((FundsCame.Balance)result.Result.Reply!).Available.Fen));
    });

    private Task<IResult> Remit(string id, RemittanceChange body) => apps.Known(id, async keys =>
    {
        if (!Sums.IsSum(body.Amount)) return Answers.Problem(400, Sums.ASum);
        if (body.AccountNo is not null && Wire.FieldForms.Parse("card", body.AccountNo) is null)
            return Answers.Problem(400, "accountNo has 6 to 32 digits");
        var merid = ReserveFundIn.MeridOf(keys.App);
        if (body.Note is not null && body.Note != $"TLT{merid}") return Answers.Problem(409, $"附言须为 the note must be TLT{merid}");
        var outcome = await teller.Run(keys.App.Id,
            new RemitReserveFunds(new Cents(body.Amount), new BankCardNo(body.AccountNo ?? UsualPayer)));
        if (outcome.Result.Error is { } error) return Answers.Problem(400, catalogue.WordsOf(keys.App), error);
        var remitted = (RemitReserveFunds.Remitted)outcome.Result.Reply!;
        return Results.Ok(new RemittanceView(remitted.Id, remitted.Merid, keys.App.Hearing(s => s.FundInUrl)
            .Settings.FundInMode, Days.ToChina(remitted.At)));
    });

    /// <summary>The remitting account if the tester names none.</summary>
    private const string UsualPayer = "6225880000000001";
}
