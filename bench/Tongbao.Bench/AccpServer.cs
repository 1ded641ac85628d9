using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Accp;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Store;
using Tongbao.Server.Wire.Accp;

namespace Tongbao.Bench;

/// <summary>What the measured server has for ACCP: an identity, payers with money and a password, and a route that only verifies and signs.</summary>
public static class AccpServer
{
    private const int PayeesOfOne = 10;
    private static readonly Cents Each = new(1_000_000_00);

    /// <summary>
    /// A password as the store keeps it, of the least cost. By the usual cost, tens of milliseconds on purpose, the row would measure nothing
    /// else; passwords say themselves what they cost.
    /// </summary>
    private static readonly Secret LeastHash = new($"scrypt$2$1$1${Convert.ToBase64String(new byte[16])}${Convert.ToBase64String(
        Server.Security.Scrypt.OfThisMachine.Derive(Encoding.UTF8.GetBytes(AccpMerchant.Password), new byte[16], 2, 1, 1, 32))}");

    public static void Map(WebApplication app, AppId id)
    {
        var apps = app.Services.GetRequiredService<AppRegistry>();
        app.MapPost("/bench/accp/open", async (string key) => await Open(app, id, key));
        app.MapPost("/bench/accp/verify-and-sign", (RequestDelegate)(http => Verify(http, apps)));
    }

    /// <returns>The platform's public key.</returns>
    private static async Task<IResult> Open(WebApplication app, AppId id, string merchantKey)
    {
        var teller = app.Services.GetRequiredService<Teller>();
        var told = await app.Services.GetRequiredService<IdentityAdmin>()
            .Add(id, new NewIdentity(AccpWire.Wire, AccpMerchant.OidPartner, merchantKey));
        if (told.Problem is { } problem) return Results.Problem(problem);
        await teller.Run(id, new FundsCame(Chart.Balance, new Cents(Each.Fen * Merchant.Members)));
        await teller.Run(id, new Passwords());
        foreach (var some in Enumerable.Range(0, Merchant.Members).Chunk(PayeesOfOne))
        {
            var transfer = new TransferMorepyee(null, null, null, null, new BizOrderNo($"money{some[0]}"), TimeProvider.System.GetUtcNow(),
                new Cents(Each.Fen * some.Length), "bench", null, PartyType.Merchant, new BizUserId(AccpMerchant.OidPartner), "MCHOWN", null,
                null, null, [.. some.Select(n => new TransferPayee(PartyType.User, new BizUserId($"buyer{n}"), null, Each))]);
            var outcome = await teller.Run(id, transfer, new RawRequest([], "", TimeProvider.System.GetUtcNow(), TimeSpan.Zero, Wire: AccpWire.Wire));
            if (outcome.Result.Error is { } refusal) return Results.Problem($"{refusal}");
        }
        return Results.Text(((AccpKeys)(await app.Services.GetRequiredService<AppRegistry>().Find(AccpWire.Wire, AccpMerchant.OidPartner))!)
            .PlatformPublicKey);
    }

    private sealed record Passwords : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            for (var i = 0; i < Merchant.Members; i++)
            {
                var id = new BizUserId($"buyer{i}");
                book.SaveCredential((await book.FindMember(id))!, new Credential(id, LeastHash));
            }
            return Done.It;
        }
    }

    private static readonly byte[] FixedAnswer = Encoding.UTF8.GetBytes(
        """{"accounting_date":"20261130","accp_txno":"2611220319300000001","finish_time":"20261130120000","oid_partner":"2020042200284052","ret_code":"0000","ret_msg":"交易成功","total_amount":"1.00","txn_seqno":"0011223344556677889900aa","user_id":"buyer100"}""");

    /// <summary>The same body read and the same signature verified; a fixed answer of a purchase's size, signed.</summary>
    private static async Task Verify(HttpContext http, AppRegistry apps)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        using var request = JsonDocument.Parse(body.ToArray());
        var keys = (AccpKeys)(await apps.Find(AccpWire.Wire, request.RootElement.GetProperty("oid_partner").GetString()!))!;
        var signature = AccpSignature.Bytes(http.Request.Headers[AccpSignature.DataHeader].ToString())!;
        if (!keys.Merchant.Any(key => AccpSignature.Verify(key, body.ToArray(), signature))) throw new CryptographicException("wrong signature");
        http.Response.ContentType = "application/json;charset=UTF-8";
        http.Response.Headers[AccpSignature.TypeHeader] = AccpSignature.Rsa;
        http.Response.Headers[AccpSignature.DataHeader] = AccpAnswers.Sign(keys, FixedAnswer);
        http.Response.ContentLength = FixedAnswer.Length;
        await http.Response.Body.WriteAsync(FixedAnswer);
    }
}
