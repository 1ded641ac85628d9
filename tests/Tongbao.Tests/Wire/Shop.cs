using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;

namespace Tongbao.Tests.Wire;

/// <summary>An app of one identity, which no store has.</summary>
internal static class Shop
{
    public static App Of(AppId id, IReadOnlyList<string> merchantKeys, Secret platformKey, DateTimeOffset at = default) =>
        new(id, "shop", [new Identity("tsy2", id.Value, RsaKeyKind.Kind, merchantKeys, platformKey, new Settings())], "200001", at);

    public static RsaKeys Keys(AppId id, IReadOnlyList<string> merchantKeys, Secret platformKey) =>
        Of(id, merchantKeys, platformKey) is var app ? new RsaKeys(app, app.First) : throw new InvalidOperationException();
}
