using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Bench;

/// <summary>A merchant's program on ACCP: orders and the calls that pay them by balance, signed beforehand as whole requests of HTTP.</summary>
/// <param name="bits">Of its key, and of the platform's.</param>
public sealed class AccpMerchant(int bits)
{
    public const string OidPartner = "2020042200284052", Password = "qwerty12";

    /// <summary>What a good answer says.</summary>
    public const string Good = "\"ret_code\":\"0000\"";

    private const string Create = "/v1/txn/tradecreate", Pay = "/v1/txn/payment-balance", Bare = "/bench/accp/verify-and-sign";
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private readonly RSA _key = RSA.Create(bits);

    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>So many purchases of 1.00, two requests each.</summary>
    /// <param name="platformKey">By which the payers' password is encrypted.</param>
    public IReadOnlyList<byte[][]> Purchases(int count, string platformKey, string notifyUrl)
    {
        using var platform = RSA.Create();
        platform.ImportSubjectPublicKeyInfo(Convert.FromBase64String(platformKey), out _);
        var password = Convert.ToBase64String(platform.Encrypt(Encoding.UTF8.GetBytes(Password), RSAEncryptionPadding.Pkcs1));
        var purchases = new byte[count][][];
        Parallel.For(0, count, n => purchases[n] =
        [
            Request(Create, Order(n, notifyUrl)),
            Request(Pay, $$$"""{"timestamp":"{{{Stamp()}}}","oid_partner":"{{{OidPartner}}}","txn_seqno":"{{{Merchant.BizOrderNo(n)}}}","total_amount":"1.00","payerInfo":{"user_id":"buyer{{{n % Merchant.Members}}}","password":"{{{password}}}"}}"""),
        ]);
        return purchases;
    }

    /// <summary>The same requests, for the endpoint that verifies and signs and does nothing else.</summary>
    public static IReadOnlyList<byte[][]> Barely(IReadOnlyList<byte[][]> purchases) =>
        [.. purchases.Select(p => new[] { To(p[0], Create), To(p[1], Pay) })];

    private static byte[] To(byte[] request, string from)
    {
        var head = Encoding.ASCII.GetBytes($"POST {from} ");
        return [.. Encoding.ASCII.GetBytes($"POST {Bare} "), .. request.AsSpan(head.Length)];
    }

    private static string Order(int n, string notifyUrl) => $$"""{"timestamp":"{{Stamp()}}","oid_partner":"{{OidPartner}}","txn_type":"GENERAL_CONSUME","user_id":"buyer{{n % Merchant.Members}}","notify_url":"{{notifyUrl}}","orderInfo":{"txn_seqno":"{{Merchant.BizOrderNo(n)}}","txn_time":"{{Stamp()}}","total_amount":"1.00","goods_name":"茶叶"},"payeeInfo":[{"payee_id":"seller{{n * 7 % Merchant.Members}}","payee_type":"USER","payee_amount":"1.00"}]}""";

    private byte[] Request(string path, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var digest = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(MD5.HashData(bytes)));
        var sign = Convert.ToBase64String(_key.SignData(digest, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1));
        return [.. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json;charset=utf-8\r\nSignature-Type: RSA\r\nSignature-Data: {sign}\r\nContent-Length: {bytes.Length}\r\n\r\n"), .. bytes];
    }

    private static string Stamp() => TimeProvider.System.GetUtcNow().ToOffset(China).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
