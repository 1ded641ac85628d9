using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Accp;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Accp;

/// <summary>连连 ACCP: what this wire brings to the server. Facts and decisions: docs/wires/accp.md.</summary>
public sealed class AccpWire(AccpEndpoint endpoint, AccpMethods methods, AccpFirstAnswers answers, Masking masking) : IWire
{
    public const string Wire = "accp";

    /// <summary>Older clients have the second before every path.</summary>
    private static readonly string[] Prefixes = ["", "/openapi"];

    private static readonly TimeSpan EveryTrade = TimeSpan.FromMinutes(5), EveryAccount = TimeSpan.FromMinutes(2);

    /// <summary>Tells what happened to a trade at once and 12 times more, of an account at once and 30 times more (W45, W46).</summary>
    public static readonly WireTerms Terms = new(Wire, AccpKeyKind.Kind, [TimeSpan.Zero, .. Enumerable.Repeat(EveryTrade, 12)],
        new Settings { DailyOrderLimit = 0 })
    {
        OtherGaps = AccountNotices.All.ToDictionary(name => name,
            _ => (IReadOnlyList<TimeSpan>)[TimeSpan.Zero, .. Enumerable.Repeat(EveryAccount, 30)]),
        PasswordControl = new AccpPasswordControl(),
        Timetable = new Timetable(TimeSpan.FromDays(3), Timetable.Usual.DaysInProgress, Timetable.Usual.At) { OnTime = true },
        TellsFailedPayments = false,
        LimitsPayers = true,
    };

    public string Name => Wire;

    public static void AddTo(IServiceCollection services)
    {
        services.AddWire<AccpWire, AccpNotices, AccpContent>(Terms, Tables.Of(Wire)).AddSingleton<IKeyKind, AccpKeyKind>()
            .AddSingleton<IWirePages, AccpPages>().AddSingleton<IWireReference, AccpReference>();
        services.AddSingleton(new WirePart(Wire, new TradeNotices()));
        services.AddSingleton<AccpMethods>().AddSingleton<AccpEnvelope>().AddSingleton<AccpEndpoint>().AddSingleton<AccpAnswers>()
            .AddSingleton<AccpFirstAnswers>();
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var prefix in Prefixes) routes.MapPost(prefix + "/v1/{**unknown}", NotFound);
        foreach (var method in methods.All)
        {
            foreach (var prefix in Prefixes)
                routes.MapPost(prefix + method.Table.Path, http => endpoint.Handle(http, method))
                    .TakesBodyOf(method.Table.Name is "upload-photos" or "documents-upload" ? AccpEndpoint.MaxPictures
                        : AccpEndpoint.MaxBody);
        }
    }

    /// <summary>An address that is none is answered without a body (W88), which the server would give it otherwise.</summary>
    private static Task NotFound(HttpContext http)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    public async ValueTask<RequestTold> Tell(AppKeys keys, KeptRequest request, bool withAnswer)
    {
        var masked = masking.Text(request.Text.Clear);
        var digest = request.Digest?.Clear ?? AccpSignature.Digest(Encoding.UTF8.GetBytes(request.Text.Clear));
        return new RequestTold(masked, masked, digest, withAnswer ? await answers.Of(keys, request) : null);
    }
}
