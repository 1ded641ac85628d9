using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>云商通二代: what this wire brings to the server. Facts and decisions: docs/wires/yst2.md.</summary>
public sealed class Yst2Wire(Yst2Endpoint endpoint, Yst2Upload upload, Yst2Download download, Yst2Answers answers,
    Yst2RepeatedAnswers repeated, Masking masking) : IWire
{
    public const string Wire = "yst2";

    private static readonly string[] Paths =
        ["/yst-service-api/tm/handle", "/yst-service-api/tx/handle", "/yst-service-api/tq/handle", "/ystcusapi/api"];

    /// <summary>E10: the waits are those of 通商云, with a try at once.</summary>
    private static readonly IReadOnlyList<TimeSpan> Gaps =
        [TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    public static readonly WireTerms Terms = new(Wire, Yst2KeyKind.Kind, Gaps,
        new Settings { DailyOrderLimit = 0, WithdrawalWindow = "07:00-20:00" })
    {
        Timetable = new Timetable(TimeSpan.FromHours(24), Timetable.Usual.DaysInProgress, Timetable.Usual.At) { OnTime = true },
        SplitsByFile = true,
    };

    public string Name => Wire;

    public static void AddTo(IServiceCollection services)
    {
        services.AddWire<Yst2Wire, Yst2Notices, Yst2Content>(Terms, Tables.Of(Wire)).AddSingleton<IKeyKind, Yst2KeyKind>()
            .AddSingleton<IWirePages, Yst2Pages>().AddSingleton<IWireReference, Yst2Reference>();
        services.AddSingleton(new WirePart(Wire, new Yst2DayFiles())).AddSingleton(new WirePart(Wire, new Yst2SplitLines(Tables.Of(Wire))));
        services.AddSingleton<Yst2Methods>().AddSingleton<Yst2Envelope>().AddSingleton<Yst2Endpoint>().AddSingleton<Yst2Answers>()
            .AddSingleton<Yst2RepeatedAnswers>().AddSingleton<Yst2Upload>().AddSingleton<Yst2Download>();
        services.AddSingleton(new WirePart(Wire, new OrderResultNotices()));
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in Paths)
            routes.MapPost(path, (RequestDelegate)endpoint.Handle).TakesBodyOf(Yst2Endpoint.MaxBody, TooLarge);
        routes.MapPost(Yst2Upload.Path, (RequestDelegate)upload.Handle).TakesBodyOf(Yst2Upload.MaxBody, TooLarge);
        routes.MapPost(Yst2Download.Path, (RequestDelegate)download.Handle).TakesBodyOf(Yst2Download.MaxBody);
    }

    private byte[] TooLarge() => answers.Refusal(EnvelopeFault.TooLarge).Body;

    public async ValueTask<RequestTold> Tell(AppKeys keys, KeptRequest request, bool withAnswer)
    {
        var fields = Yst2Kept.FieldsOf(request.Text.Clear);
        var digest = request.Digest?.Clear ?? Yst2Signature.Digest(Yst2Signature.Source(fields));
        fields[Yst2Envelope.BizData] = masking.Text(fields[Yst2Envelope.BizData]);
        return new RequestTold(masking.Text(request.Text.Clear), Yst2Signature.Source(fields), digest,
            withAnswer ? await repeated.Of(keys, request) : null);
    }
}
