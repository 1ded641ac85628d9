using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongbao.Core;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Server.Apps;
using Tongbao.Server.Store;
using Tongbao.Server.Wire.Yst2;

namespace Tongbao.Bench;

/// <summary>
/// What the measured server has for 云商通: an identity, sellers with merchant numbers and agreements, a route that only verifies and signs, and
/// orders that are settled.
/// </summary>
public static class Yst2Server
{
    public static void Map(WebApplication app, AppId id)
    {
        var (endpoint, teller) = (app.Services.GetRequiredService<Yst2Endpoint>(), app.Services.GetRequiredService<Teller>());
        var apps = app.Services.GetRequiredService<AppRegistry>();
        app.MapPost("/bench/yst2/open", async (string key) => await Open(app, id, key));
        app.MapPost("/bench/yst2/verify-and-sign", (RequestDelegate)(http => Verify(http, apps)));
        app.MapPost("/bench/yst2/purchase", (RequestDelegate)(http => BenchServer.Purchase(http, endpoint.Handle, OrderNoOf, teller)));
        app.MapPost("/bench/yst2/settled", async (int from, int count) => Told(await teller.Run(id, new SettledOrders(from, count), Raw())));
    }

    /// <summary>A request by this wire.</summary>
    private static RawRequest Raw() => new([], "", TimeProvider.System.GetUtcNow(), TimeSpan.Zero, Wire: Yst2Wire.Wire);

    private static IResult Told(Outcome outcome) => outcome.Result.Reply is SettledOrders.Made made
        ? Results.Text(string.Join('\n', made.WireNumbers)) : Results.Problem($"{outcome.Result.Error}");

    private static async Task<IResult> Open(WebApplication app, AppId id, string merchantKey)
    {
        var told = await app.Services.GetRequiredService<IdentityAdmin>()
            .Add(id, new NewIdentity(Yst2Wire.Wire, Yst2Merchant.AppId, merchantKey));
        if (told.Problem is { } problem) return Results.Problem(problem);
        await app.Services.GetRequiredService<Teller>().Run(id, new Sellers());
        return Results.Ok();
    }

    /// <summary>Each seller collects by a number of its own, and shares with the two that follow it.</summary>
    private sealed record Sellers : Command
    {
        private const int MostShare = 50_00, MostCommission = 5_00;

        public override ValueTask<Result> Run(Book book)
        {
            for (var i = 0; i < Merchant.Members; i++)
            {
                var seller = SettledOrders.Seller(i);
                book.Merchants.Save(new Core.Members.Merchants.Merchant
                {
                    No = $"{i:000000000000000}", Member = seller, OpenedAt = book.Now, OpenedElsewhere = true,
                });
                Agree(book, AgreementKind.Acquiring, seller, null, null);
                Agree(book, AgreementKind.Commission, seller, null, MostCommission);
                Agree(book, AgreementKind.Split, seller, SettledOrders.Seller(i + 1), MostShare);
                Agree(book, AgreementKind.Split, seller, SettledOrders.Seller(i + 2), MostShare);
            }
            return new(Done.It);
        }

        private static void Agree(Book book, AgreementKind kind, BizUserId payee, BizUserId? splitter, int? most)
        {
            var no = book.NextNumber();
            book.Agreements.Save(new Agreement
            {
                No = no, Kind = kind, Payee = payee, Splitter = splitter, MostBasisPoints = most, Request = new BizOrderNo(no),
                State = AgreementState.Signed, PayeeSignedAt = book.Now, SplitterSignedAt = splitter is null ? null : book.Now,
                SignedAt = book.Now,
            });
        }
    }

    private static string? OrderNoOf(ReadOnlySpan<byte> answer)
    {
        var mark = "respTraceNum\\\":\\\""u8;
        var at = answer.IndexOf(mark);
        if (at < 0) return null;
        var rest = answer[(at + mark.Length)..];
        return WireNumbers.NumberOf(Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'\\')]));
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string FixedData =
        """{"reqTraceNum":"Y0011223344556677889900aa","respTraceNum":"20261130120000208500000001","result":"0","extendParams":"bench","chnlFrontParamInfo":"{\"chnlPayInfo\":\"https://qr.alipay.com/0123456789\"}","respMsg":"受理成功","respCode":"66666"}""";

    /// <summary>The same body read and the same signature verified; a fixed answer of a purchase's size, signed.</summary>
    private static async Task Verify(HttpContext http, AppRegistry apps)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        using var request = JsonDocument.Parse(body.ToArray());
        var fields = Yst2Signature.FieldsOf(request.RootElement)!.ToDictionary();
        var keys = (Yst2Keys)(await apps.Find(Yst2Wire.Wire, fields[Yst2Envelope.AppId]))!;
        if (!Yst2Signature.IsGood(keys, Yst2Signature.Source(fields), fields[Yst2Signature.Sign]))
            throw new CryptographicException("wrong signature");
        var said = new Dictionary<string, string> { ["msg"] = "调用成功", ["code"] = "00000", [Yst2Envelope.BizData] = FixedData };
        said[Yst2Signature.Sign] = Yst2Signature.Of(keys.Platform, Yst2Signature.Source(said));
        var answer = JsonSerializer.SerializeToUtf8Bytes(said, Plain);
        http.Response.ContentType = "application/json;charset=UTF-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }
}
