using System.Security.Cryptography;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Security.Sm;

namespace Tongbao.Server.Cli;

/// <summary>
/// 演示密钥 of 云商通: this wire signs with SM2, so the demo app has a key of its own here; and the secretKey of encrypted fields. In the
/// forms that clients load: base64 of PKCS#8 and SPKI on one line, and PEM.
/// </summary>
public sealed class DemoYst2Keys(string folder)
{
    /// <summary>The demo app's appId.</summary>
    public const string AppId = "21762000000000000001";

    private const string Wire = "yst2", Prefix = "yst2-";

    /// <summary>An app that has no other identities than those of the demo gets this one too.</summary>
    private const int WithoutIt = 2;

    /// <summary>The files that are there: only the server that made the identity has the merchant's private key.</summary>
    public string Told => "    of YST     " + (File.Exists(PrivateKey) ? $"{Prefix}merchant-private.pem, .b64, " : "")
        + $"{Prefix}platform-public.pem, .b64, {Prefix}secret-key.txt";

    private string PrivateKey => Path.Combine(folder, $"{Prefix}merchant-private.pem");

    /// <summary>Stores of earlier versions get the identity now.</summary>
    public async Task Write(App app, IdentityAdmin identities, AppRegistry apps)
    {
        if (app.On(Wire) is null && app.Identities.Count == WithoutIt) await Make(app, identities);
        if (await apps.Find(app.Id, Wire) is not { SecretKey: { } secret } keys) return;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Prefix}platform-public.b64"), keys.PlatformPublicKey);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Prefix}platform-public.pem"),
            PemEncoding.WriteString("PUBLIC KEY", Convert.FromBase64String(keys.PlatformPublicKey)));
        await PrivateFile.Write(Path.Combine(folder, $"{Prefix}secret-key.txt"), secret);
    }

    private async Task Make(App app, IdentityAdmin identities)
    {
        var pkcs8 = Sm.OfThisMachine.NewPrivateKey();
        using var key = Sm.OfThisMachine.ReadPrivate(pkcs8);
        var made = await identities.Add(app.Id, new NewIdentity(Wire, AppId, Convert.ToBase64String(key.Spki)));
        if (made.Problem is not null) return;
        await PrivateFile.Write(Path.Combine(folder, $"{Prefix}merchant-private.b64"), Convert.ToBase64String(pkcs8));
        await PrivateFile.Write(PrivateKey, PemEncoding.WriteString("PRIVATE KEY", pkcs8));
        CryptographicOperations.ZeroMemory(pkcs8);
    }
}
