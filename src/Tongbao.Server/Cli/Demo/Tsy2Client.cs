using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tongbao.Server.Cli.Demo;

/// <summary>
/// 通商云 2.0 客户端: what a platform's own program does on the wire. It follows the document and uses none of the server's classes.
/// </summary>
internal sealed class Tsy2Client(string url, string sysid) : IDisposable
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = new();
    private readonly RSA _merchant = RSA.Create(2048), _platform = RSA.Create();

    public string Sysid => sysid;

    /// <summary>The merchant's public key, as given to the platform's operator.</summary>
    public string PublicKey => Convert.ToBase64String(_merchant.ExportSubjectPublicKeyInfo());

    /// <summary>Sets the platform's public key, as received from the operator.</summary>
    public void Trust(string platformPublicKey) => _platform.ImportSubjectPublicKeyInfo(Convert.FromBase64String(platformPublicKey), out _);

    /// <summary>One signed call. The reply's signature is verified before the reply is read.</summary>
    /// <exception cref="DemoFault">The call was refused, or its reply is not signed by the platform.</exception>
    public async Task<JsonElement> Call(string service, string method, object param)
    {
        var req = JsonSerializer.Serialize(new { service, method, param }, Plain);
        var timestamp = TimeProvider.System.GetUtcNow().ToOffset(China).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["sysid"] = sysid, ["sign"] = Sign(sysid + req + timestamp), ["timestamp"] = timestamp, ["v"] = "2.0", ["req"] = req,
        });
        using var response = await _http.PostAsync($"{url}/service/soa", form);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var (signedValue, sign) = (Text(answer, "signedValue"), Text(answer, "sign"));
        if (!IsOfPlatform(signedValue, sign)) throw new DemoFault($"{method}: {Tongue.Say("验签失败", "the answer's signature is wrong")}");
        if (Text(answer, "status") != "OK") throw new DemoFault($"{method}: {Text(answer, "errorCode")} {Text(answer, "message")}");
        using var value = JsonDocument.Parse(signedValue);
        return value.RootElement.Clone();
    }

    /// <summary>Base64 of RSA with SHA-1 over the base64 of the text's MD5 (3.4).</summary>
    private string Sign(string text) =>
        Convert.ToBase64String(_merchant.SignData(Digest(text), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));

    public bool IsOfPlatform(string text, string sign) =>
        _platform.VerifyData(Digest(text), Convert.FromBase64String(sign), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    /// <summary>Card and ID numbers are encrypted with the platform's key, upper-case hexadecimal (3.5).</summary>
    public string Encrypt(string text) => Convert.ToHexString(_platform.Encrypt(Encoding.UTF8.GetBytes(text), RSAEncryptionPadding.Pkcs1));

    private static byte[] Digest(string text) =>
        Encoding.ASCII.GetBytes(Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(text))));

    private static string Text(JsonDocument answer, string name) => answer.RootElement.GetProperty(name).GetString()!;

    public void Dispose()
    {
        _http.Dispose();
        _merchant.Dispose();
        _platform.Dispose();
    }
}

/// <summary>The demo found something wrong. It is printed in one line, and the demo exits with 1.</summary>
internal sealed class DemoFault(string message) : Exception(message);
