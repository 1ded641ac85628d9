using System.Globalization;
using System.Text;
using System.Text.Json;
using Tongbao.Server.Security.Sm;
using Tongbao.Server.Wire.Yst2;

namespace Tongbao.Bench;

/// <summary>A merchant's program on 云商通: purchases (2085) signed beforehand by SM2, as whole requests of HTTP.</summary>
public sealed class Yst2Merchant
{
    public const string AppId = "20201122334455667788";

    /// <summary>What a good answer to a purchase says: taken, to be paid.</summary>
    public const string Good = "respCode\\\":\\\"66666";

    private const string Real = "/yst-service-api/tx/handle", Paid = "/bench/yst2/purchase", Bare = "/bench/yst2/verify-and-sign";
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private readonly ISm2PrivateKey _key = Sm.OfThisMachine.ReadPrivate(Sm.OfThisMachine.NewPrivateKey());

    public string PublicKey => Convert.ToBase64String(_key.Spki);

    /// <summary>So many purchases of 100.00, each of them paid right after its answer.</summary>
    public IReadOnlyList<byte[][]> Purchases(int count, string respUrl) => Requests(Paid, "Y", count, respUrl);

    /// <summary>Purchases that nobody pays, at the address of the wire itself.</summary>
    public IReadOnlyList<byte[][]> Applications(int count) => Requests(Real, "Z", count, "");

    /// <summary>The same requests, for the endpoint that verifies and signs and does nothing else.</summary>
    public static IReadOnlyList<byte[][]> Barely(IReadOnlyList<byte[][]> purchases) => [.. purchases.Select(p => new[] { To(p[0], Paid) })];

    private static byte[] To(byte[] request, string from) =>
        [.. Encoding.ASCII.GetBytes($"POST {Bare} "), .. request.AsSpan($"POST {from} ".Length)];

    private byte[][][] Requests(string path, string prefix, int count, string respUrl)
    {
        var requests = new byte[count][][];
        Parallel.For(0, count, n => requests[n] = [Request(path, Purchase($"{prefix}{Merchant.BizOrderNo(n)}", n, respUrl))]);
        return requests;
    }

    private static string Purchase(string no, int n, string respUrl) => $$$"""{"reqTraceNum":"{{{no}}}","receiverSignNum":"seller{{{n * 7 % Merchant.Members}}}","signNum":"buyer{{{n % Merchant.Members}}}","orderAmount":"10000","payAmount":"10000","payMode":{"SCAN_ALIPAY":{"limitPay":""}},"respUrl":"{{{respUrl}}}","goodsName":"茶叶","summary":"测试订单","extendParams":"bench"}""";

    private byte[] Request(string path, string data)
    {
        var at = TimeProvider.System.GetUtcNow().ToOffset(China);
        var fields = new Dictionary<string, string>
        {
            ["appId"] = AppId, ["transCode"] = "2085", ["format"] = "json", ["charset"] = "UTF-8",
            [Yst2Signature.SignType] = Yst2Signature.Sm3WithSm2, ["transDate"] = at.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            ["transTime"] = at.ToString("HHmmss", CultureInfo.InvariantCulture), ["version"] = "1.0", ["bizData"] = data,
        };
        fields[Yst2Signature.Sign] = Yst2Signature.Of(_key, Yst2Signature.Source(fields));
        var body = JsonSerializer.SerializeToUtf8Bytes(fields);
        return [.. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json;charset=utf-8\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
    }
}
