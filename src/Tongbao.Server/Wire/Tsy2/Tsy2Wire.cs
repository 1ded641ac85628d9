using Tongbao.Core.Platform;
using Tongbao.Server.Channels;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>通商云 2.0: what this wire brings to the server.</summary>
public sealed class Tsy2Wire(Tsy2Endpoint endpoint, RepeatedAnswers answers, Masking masking) : IWire
{
    public const string Wire = "tsy2";

    /// <summary>3.7: notices are told 5 s after the event, then 10 min, 1 h and 6 h after the try before.</summary>
    public static readonly WireTerms Terms = new(Wire, RsaKeyKind.Kind,
        [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)], new Settings());

    public string Name => Wire;

    public static void AddTo(IServiceCollection services)
    {
        services.AddWire<Tsy2Wire, Tsy2Notices, Tsy2Content>(Terms, Catalog.Tables.Of(Wire))
            .AddSingleton(new WirePart(Wire, new Tsy2DayFiles())).AddSingleton<IWirePages, Tsy2Pages>().AddSingleton<Tsy2Links>()
            .AddSingleton<IWireReference, Tsy2Reference>();
        services.AddSingleton<SignedEnvelope>().AddSingleton<Tsy2Methods>().AddSingleton<Remarks>()
            .AddSingleton(s => new RefusalWords(s.GetRequiredKeyedService<Catalog.Tables>(Wire), s.GetRequiredService<ServerOptions>()));
        services.AddSingleton<Tsy2Answers>().AddSingleton<Tsy2Endpoint>().AddSingleton<RepeatedAnswers>().AddSingleton(ForgetReplay.Daily);
    }

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(Tsy2Endpoint.Path, ["GET", "POST"], (RequestDelegate)endpoint.Handle).TakesBodyOf(Tsy2Endpoint.MaxBody);

    public async ValueTask<RequestTold> Tell(AppKeys keys, KeptRequest request, bool withAnswer)
    {
        var (text, timestamp) = Tsy2Content.Parts(request);
        var masked = masking.Text(text);
        var answer = withAnswer && await answers.Of(keys, text) is var (signedValue, sign)
            ? new SignedTold(masking.Text(signedValue), Tsy2Signature.Digest(signedValue), sign) : null;
        return new RequestTold(masked, keys.No + masked + timestamp, request.Digest?.Clear
            ?? Tsy2Signature.Digest(keys.No + text + timestamp), answer);
    }
}
