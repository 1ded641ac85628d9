using System.Security.Cryptography;
using Tongbao.Server.Apps;
using Tongbao.Server.Security;

namespace Tongbao.Server.Cli;

/// <summary>演示密钥: the demo app that is created at a store's first start, and its keys as files in the formats that clients load.</summary>
public sealed class DemoKeys(string folder)
{
    public const string App = "100000000001";

    /// <summary>The same app's oid_partner on the wire of 连连 ACCP.</summary>
    public const string OidPartner = "202600000000000001";

    private const string Accp = "accp";
    private const int Bits = 2048;

    /// <summary>
    /// The password protects nothing, as the same key is stored beside it in clear text. But Java and Windows open no .pfx file without a
    /// password.
    /// </summary>
    private const string PfxPassword = "tongbao";

    private string Folder => folder;

    private string Pfx => Path.Combine(folder, "merchant.pfx");

    private string PrivateKey => Path.Combine(folder, "merchant-private.pem");

    public static async Task<DemoKeys> Make(AppAdmin admin, IdentityAdmin identities, AppRegistry apps, ServerOptions options)
    {
        var keys = new DemoKeys(Path.Combine(Path.GetFullPath(options.Data), "demo-keys"));
        if (await apps.Find(new AppId(App)) is null) await keys.MakeApp(admin);
        var first = (RsaKeys)(await apps.Find(new AppId(App)))!;
        await keys.WriteOurs(first.Platform);
        await keys.WritePfx();
        await keys.WriteBase64();
        if (await keys.FindAccp(first, identities, apps) is not { } accp) return keys;
        await keys.WriteAccp(accp.PlatformPublicKey);
        await new DemoYst2Keys(keys.Folder).Write(accp.App, identities, apps);
        return keys;
    }

    /// <summary>The merchant signs with one key on both wires. Stores of earlier versions get the second identity now.</summary>
    private async Task<AppKeys?> FindAccp(AppKeys first, IdentityAdmin identities, AppRegistry apps)
    {
        if (first.App.On(Accp) is null && first.App.Identities.Count == 1)
            await identities.Add(first.App.Id, new NewIdentity(Accp, OidPartner, first.Identity.MerchantKeys[0]));
        return await apps.Find(first.App.Id, Accp);
    }

    /// <summary>If another server created the app, perhaps on another machine, only that one has the merchant's private key.</summary>
    public IEnumerable<string> Told() => File.Exists(PrivateKey)
        ?
        [
            $"  keys         {folder}",
            "    yours      merchant-private.pem, merchant-public.pem",
            $"               merchant.pfx ({Tongue.Say("密码", "password")} {PfxPassword}, {Tongue.Say("别名", "alias")} {App})",
            "               merchant-private.b64",
            .. Ours,
        ]
        : [$"  keys         {folder}", .. Ours,
            "    yours      " + Tongue.Say("商户私钥在首次启动此库的服务器上", "with the server that made this store")];

    private IEnumerable<string> Ours =>
        ["    ours       platform-public.pem, platform.cer", "    of ACCP    accp-platform-public.pem, accp-platform-public.b64",
            new DemoYst2Keys(folder).Told];

    private async Task MakeApp(AppAdmin admin)
    {
        var (privateKey, publicKey) = RsaKeys.Generate(Bits);
        var (_, _, problem) = await admin.Create(new NewApp("tsy2", App, publicKey, "演示商城"));
        if (problem is not null) throw new InvalidOperationException(problem);
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(privateKey), out _);
        PrivateFile.MakeFolder(folder);
        PrivateFile.Tighten(folder);
        File.Delete(Pfx);    // left over from a store that was deleted
        await PrivateFile.Write(PrivateKey, rsa.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(Path.Combine(folder, "merchant-public.pem"), rsa.ExportSubjectPublicKeyInfoPem());
    }

    private async Task WriteOurs(RSA platform)
    {
        PrivateFile.MakeFolder(folder);
        using var certificate = Certificates.Of(platform, App);
        await File.WriteAllTextAsync(Path.Combine(folder, "platform-public.pem"), platform.ExportSubjectPublicKeyInfoPem());
        await File.WriteAllTextAsync(Path.Combine(folder, "platform.cer"), certificate.ExportCertificatePem() + "\n");
    }

    /// <summary>Writes the key as .pfx as well. Folders of earlier versions have only the .pem file.</summary>
    private async Task WritePfx()
    {
        if (File.Exists(Pfx) || !File.Exists(PrivateKey)) return;
        using var rsa = RSA.Create();
        rsa.ImportFromPem(await File.ReadAllTextAsync(PrivateKey));
        await PrivateFile.Write(Pfx, Certificates.Pfx(rsa, App, PfxPassword));
    }

    /// <summary>Clients of ACCP in Java and Go take keys as base64 on one line, those in PHP as PEM.</summary>
    private async Task WriteBase64()
    {
        if (!File.Exists(PrivateKey)) return;
        using var rsa = RSA.Create();
        rsa.ImportFromPem(await File.ReadAllTextAsync(PrivateKey));
        await PrivateFile.Write(Path.Combine(folder, "merchant-private.b64"), Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()));
    }

    private async Task WriteAccp(string publicKey)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "accp-platform-public.b64"), publicKey);
        await File.WriteAllTextAsync(Path.Combine(folder, "accp-platform-public.pem"),
            PemEncoding.WriteString("PUBLIC KEY", Convert.FromBase64String(publicKey)));
    }
}
