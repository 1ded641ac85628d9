using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Server.Files;

/// <summary>文件链接: a signed link with file name, app and expiry. Whoever has the link may read this one file until then.</summary>
public sealed class FileLinks(Vault vault, PublicUrl url)
{
    public const string Path = "/files/{name}";

    public string Make(AppId app, string name, DateTimeOffset until)
    {
        var end = until.ToUnixTimeSeconds();
        return $"{url}/files/{name}?app={Uri.EscapeDataString(app.Value)}&until={end}&sign={Sign(app.Value, name, end)}";
    }

    public bool IsGood(string app, string name, long until, string sign, DateTimeOffset now) =>
        until >= now.ToUnixTimeSeconds() && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(sign)), SHA256.HashData(Encoding.UTF8.GetBytes(Sign(app, name, until))));

    private string Sign(string app, string name, long until) => Convert.ToHexStringLower(vault.SignLink($"{app}/{name}/{until}"));
}
