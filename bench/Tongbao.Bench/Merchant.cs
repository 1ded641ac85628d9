using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tongbao.Server.Wire;

namespace Tongbao.Bench;

/// <summary>A merchant's program: orders signed beforehand, each used once on a store.</summary>
public sealed class Merchant(int bits)
{
    public const string Sysid = "100000000099";
    public const int Members = 1_000;

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private readonly RSA _key = RSA.Create(bits);
    private readonly List<byte[]> _forms = [];
    private DateTimeOffset _signedAt;

    public RSA Key => _key;
    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>So many different orders, still fresh.</summary>
    public IReadOnlyList<byte[]> Orders(int count, string backUrl)
    {
        // A request is taken for ten minutes; a row lasts one.
        if (TimeProvider.System.GetUtcNow() - _signedAt > TimeSpan.FromMinutes(5) || _backUrl != backUrl) _forms.Clear();
        (_backUrl, _signedAt) = (backUrl, _forms.Count == 0 ? TimeProvider.System.GetUtcNow() : _signedAt);
        var have = _forms.Count;
        if (have < count)
        {
            var more = new byte[count - have][];
            Parallel.For(0, more.Length, i => more[i] = Order(have + i, backUrl));
            _forms.AddRange(more);
        }
        return _forms;
    }

    private string _backUrl = "";

    private byte[] Order(int n, string backUrl)
    {
        var req = $$$"""{"service":"OrderService","method":"consumeApply","param":{"payerId":"buyer{{{n % Members}}}","recieverId":"seller{{{n * 7 % Members}}}","bizOrderNo":"{{{BizOrderNo(n)}}}","amount":10000,"fee":30,"backUrl":"{{{backUrl}}}","payMethod":{"SCAN_WEIXIN":{"amount":10000,"limitPay":""}},"industryCode":"1010","industryName":"保险代理","source":1,"summary":"测试订单","extendInfo":"bench"}}""";
        return Form(req);
    }

    /// <summary>As marketplaces number their orders: in no order that an index would like.</summary>
    public static string BizOrderNo(int n) => Convert.ToHexStringLower(MD5.HashData(BitConverter.GetBytes(n)).AsSpan(0, 12));

    private byte[] Form(string req)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToOffset(China).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var digest = Encoding.ASCII.GetBytes(Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(Sysid + req + timestamp))));
        var sign = Convert.ToBase64String(_key.SignData(digest, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
        return Encoding.ASCII.GetBytes($"sysid={Sysid}&sign={FormText.Encode(sign)}&timestamp={FormText.Encode(timestamp)}&v=2.0&req={FormText.Encode(req)}");
    }
}
