using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongbao.Server.Cli.Demo;

/// <summary>连连 ACCP 客户端: what the program of a merchant does on the wire. It knows the manual and none of the server's classes.</summary>
internal sealed class AccpClient(string url, string merchant) : IDisposable
{
    private const int Bits = 2048;
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = new();
    private readonly RSA _merchant = RSA.Create(Bits), _platform = RSA.Create();

    public string Merchant => merchant;

    /// <summary>The merchant's public key, as it is handed to the platform's operator.</summary>
    public string PublicKey => Convert.ToBase64String(_merchant.ExportSubjectPublicKeyInfo());

    /// <summary>The platform's public key, as the operator hands it back.</summary>
    public void Trust(string platformPublicKey) => _platform.ImportSubjectPublicKeyInfo(Convert.FromBase64String(platformPublicKey), out _);

    /// <summary>One signed call; the answer's signature is checked before it is read.</summary>
    /// <param name="code">The ret_code that must come: 0000, or 8888 and 8889 where a code or a second check is still needed.</param>
    /// <exception cref="DemoFault">Another code came, or the answer is not signed by the platform.</exception>
    public async Task<JsonElement> Call(string path, object request, string code)
    {
        var body = JsonSerializer.SerializeToNode(request, Plain)!.AsObject();
        (body["timestamp"], body["oid_partner"]) = (Stamp(), merchant);
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString(Plain));
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{url}/v1/{path}") { Content = new ByteArrayContent(bytes) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json;charset=utf-8");
        message.Headers.Add("Signature-Type", "RSA");
        message.Headers.Add("Signature-Data", Convert.ToBase64String(_merchant.SignData(Digest(bytes), HashAlgorithmName.MD5,
            RSASignaturePadding.Pkcs1)));
        using var response = await _http.SendAsync(message);
        var answer = await response.Content.ReadAsByteArrayAsync();
        if (!IsOfPlatform(answer, response.Headers.GetValues("Signature-Data").Single()))
            throw new DemoFault($"{path}: {Tongue.Say("验签失败", "the answer's signature is wrong")}");
        using var json = JsonDocument.Parse(answer);
        var root = json.RootElement.Clone();
        var came = root.GetProperty("ret_code").GetString();
        return came == code ? root : throw new DemoFault($"{path}: {came} {root.GetProperty("ret_msg").GetString()}");
    }

    /// <summary>MD5 is taken twice: the lower-case hexadecimal MD5 of the body is what RSA with MD5 signs.</summary>
    public bool IsOfPlatform(byte[] body, string sign) =>
        _platform.VerifyData(Digest(body), Convert.FromBase64String(sign), HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);

    /// <summary>A payment password as the vendor's samples send it: one RSA block in base64.</summary>
    public string Seal(string password) =>
        Convert.ToBase64String(_platform.Encrypt(Encoding.UTF8.GetBytes(password), RSAEncryptionPadding.Pkcs1));

    public static string Stamp() =>
        TimeProvider.System.GetUtcNow().ToOffset(China).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static byte[] Digest(byte[] body) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(MD5.HashData(body)));

    public void Dispose()
    {
        _http.Dispose();
        _merchant.Dispose();
        _platform.Dispose();
    }
}
