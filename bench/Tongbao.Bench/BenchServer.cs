using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongbao.Core;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Files;
using Tongbao.Server;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Core.Recon;
using Tongbao.Server.Wire;
using Tongbao.Server.Wire.Tsy2;

namespace Tongbao.Bench;

/// <summary>
/// The server as it ships, in a process of its own, with routes that only the bench has: one that verifies and signs and does nothing else,
/// one that only verifies, and one that hands a purchase's channel report over right after the application's answer.
/// </summary>
public static class BenchServer
{
    private static readonly AppId App = new(Merchant.Sysid);

    /// <summary>serve DATA STORE BITS POSTGRES KEY</summary>
    public static async Task<int> Run(string[] args)
    {
        var options = new ServerOptions
        {
            Urls = "http://127.0.0.1:0", Data = args[0], Store = args[1], Postgres = args[3].Length > 0 ? args[3] : null,
        };
        await using var app = await Hosting.Build(options);
        var (soa, teller) = (app.Services.GetRequiredService<Tsy2Endpoint>(), app.Services.GetRequiredService<Teller>());
        var apps = app.Services.GetRequiredService<AppRegistry>();
        if (await apps.Find(App) is null) await Prepare(app, teller, args[4], args[2]);
        app.MapPost("/bench/purchase", (RequestDelegate)(http => Purchase(http, soa.Handle, OrderNoOf, teller)));
        app.MapPost("/bench/verify-and-sign", (RequestDelegate)(http => Verify(http, apps, signs: true)));
        app.MapPost("/bench/verify", (RequestDelegate)(http => Verify(http, apps, signs: false)));
        app.MapPost("/bench/orders", async (int from, int count) => await teller.Run(App, new PaidOrders(from, count)));
        app.MapPost("/bench/members", async (int from, int count) => Booked(await teller.Run(App, new ManyMembers(from, count))));
        app.MapPost("/bench/booked", async (int from, int count, int members) =>
            Booked(await teller.Run(App, new ManyOrders(from, count, members))));
        app.MapGet("/bench/file", (DateOnly day) => app.Services.GetRequiredService<FileLinks>()
            .Make(App, new Tsy2DayFiles().NameOf(App.Value, day, DayFileKind.Detail), TimeProvider.System.GetUtcNow().AddDays(1)));
        AccpServer.Map(app, App);
        Yst2Server.Map(app, App);
        app.MapPost("/bench/check", async () => Results.Ok(await app.Services.GetRequiredService<Verifier>().Run()));
        await app.StartAsync();
        Console.WriteLine($"READY {Hosting.AddressOf(app)}");
        // The parent closes our input when it has done with us.
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        await teller.DisposeAsync();
        await app.Services.GetRequiredService<IStore>().DisposeAsync();
        return 0;
    }

    private static async Task Prepare(WebApplication app, Teller teller, string publicKey, string bits)
    {
        var settings = JsonSerializer.Deserialize<JsonElement>($$$"""{"platformKeyBits":{{{bits}}},"dailyOrderLimit":0}""");
        var (_, _, problem) = await app.Services.GetRequiredService<AppAdmin>()
            .Create(new NewApp("tsy2", Merchant.Sysid, publicKey, "bench", settings));
        if (problem is not null) throw new InvalidOperationException(problem);
        await teller.Run(App, new MakeMembers());
    }

    private static IResult Booked(Outcome outcome) => outcome.Result.Error is { } refusal ? Results.Problem($"{refusal}") : Results.Ok();

    private sealed record MakeMembers : Command
    {
        public override ValueTask<Result> Run(Book book)
        {
            for (var i = 0; i < Merchant.Members; i++)
            {
                foreach (var name in new[] { $"buyer{i}", $"seller{i}" })
                    book.Members.Save(new Member
                    {
                        Id = new BizUserId(name), UserId = name, Type = MemberType.Person, Source = 1, RegisteredAt = book.Now,
                            Phone = new Phone("13800000000"), RealName = "张三",
                    });
            }
            return new(Done.It);
        }
    }

    /// <summary>Orders paid today, for the detail file.</summary>
    private sealed record PaidOrders(int From, int Count) : Command
    {
        public override ValueTask<Result> Run(Book book)
        {
            for (var i = From; i < From + Count; i++)
            {
                book.Orders.Save(new Order
                {
                    No = book.NextOrderNo(), BizNo = new BizOrderNo($"F{i:000000000}"), Kind = OrderKind.Purchase,
                        Status = OrderStatus.Paid, CreatedAt = book.Now, Serial = new() { Digest = "2:00112233445566778899aabbccddeeff" },
                    Payer = new BizUserId("buyer1"), Payee = new BizUserId("seller1"), Account = new("M:200001:seller1"),
                        Amount = new Cents(10000 + i % 1000), Fee = new Cents(30),
                    Legs = [new Leg("SCAN_WEIXIN", PayFlow.Scan, new("C:weixin"), new Cents(10000 + i % 1000), default, null,
                        new Dictionary<string, Secret>())],
                    Said = new Said { BackUrl = "http://127.0.0.1:1/notice", ExtendInfo = "bench" },
                    Payment = new Payment { PayInfo = "weixin://wxpay/bizpayurl?pr=bench" },
                    Outcome = new OrderOutcome
                    {
                        PaidAt = book.Now,
                        Facts = new ChannelFacts($"T{i:000000000}", book.Now, "o-123456", "99", "5500", "VSP501", null, null, null, "30"),
                    },
                });
            }
            return new(Done.It);
        }
    }

    /// <summary>The wire's own endpoint; when the answer is sent, the channel reports the payment.</summary>
    internal static async Task Purchase(HttpContext http, RequestDelegate handle, Func<ReadOnlySpan<byte>, string?> orderNoOf, Teller teller)
    {
        var body = http.Response.Body;
        using var kept = new MemoryStream(2048);
        http.Response.Body = kept;
        await handle(http);
        http.Response.Body = body;
        var answer = kept.GetBuffer().AsMemory(0, (int)kept.Length);
        http.Response.ContentLength = answer.Length;
        await body.WriteAsync(answer);
        await http.Response.CompleteAsync();
        if (orderNoOf(answer.Span) is { } order)
            await teller.Run(App, new ChannelAnswered(new OrderNo(order), ChannelOperation.Pay,
                new ChannelAnswer(ChannelResult.Success) { Facts =
                new ChannelFacts("T" + order, null, "o-123456", "99", "5500", "VSP501", null, null, null, "30") }));
    }

    private static string? OrderNoOf(ReadOnlySpan<byte> answer)
    {
        var mark = "orderNo\\\":\\\""u8;
        var at = answer.IndexOf(mark);
        if (at < 0) return null;
        var rest = answer[(at + mark.Length)..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'\\')]);
    }

    private static readonly string FixedValue =
        """{"orderNo":"2611220319300000001","bizOrderNo":"0011223344556677889900aa","payInfo":"weixin://wxpay/bizpayurl?pr=0123456789","extendInfo":"bench"}""";

    /// <summary>The same body read and the same signature verified; a fixed answer of a purchase's size, signed or not.</summary>
    private static async Task Verify(HttpContext http, AppRegistry apps, bool signs)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var fields = new Dictionary<string, string>();
        if (!FormText.Read(body.ToArray(), fields)) throw new InvalidDataException();
        var keys = (await apps.Find(new AppId(fields["sysid"])))!;
        var text = fields["sysid"] + fields["req"] + fields["timestamp"];
        if (!Tsy2Signature.KeysOf(keys).Merchant.Any(k => Tsy2Signature.Verify(k, text, Tsy2Signature.Bytes(fields["sign"])!)))
            throw new CryptographicException("wrong signature");
        var sign = signs ? Tsy2Signature.Sign(keys, FixedValue) : "unsigned";
        var answer = JsonSerializer.SerializeToUtf8Bytes(new { sysid = keys.App.Id.Value, sign, signedValue = FixedValue, status = "OK" });
        http.Response.ContentType = "application/json;charset=UTF-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }
}
