using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Wire.Accp;

/// <summary>
/// 密码控件 (连连 账户 3.12): its public key, and licence and map in the form of the golden answer. The control's own scrambling is not public, so
/// licence and map take no part in what is decrypted (docs/wires/accp.md, D1).
/// </summary>
public sealed class AccpPasswordControl : IPasswordControl
{
    private const string Page = "H5";
    private const int LicenceSealBytes = 128, LicenceMonths = 3, FirstSign = 33, LastSign = 126;

    /// <summary>Numbers of the platforms in a licence; that of a page stands in the golden answer, the others are ours.</summary>
    private static readonly IReadOnlyDictionary<string, int> Platforms =
        new Dictionary<string, int> { ["ANDROID"] = 1, ["IOS"] = 2, [Page] = 10 };

    public ControlPapers PapersFor(Identity identity, string channel, DateTimeOffset now)
    {
        using var key = RSA.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(identity.PlatformKey.Clear.Split(AccpKeyKind.Between)[^1]), out _);
        return new ControlPapers(Convert.ToHexStringLower(key.ExportRSAPublicKey()),
            Platforms.TryGetValue(channel, out var platform) ? Licence(identity, platform, now) : null, channel == Page ? Map() : null);
    }

    /// <summary>Base64 of a seal, itself in base64, with what it allows behind it.</summary>
    private static string Licence(Identity identity, int platform, DateTimeOffset now)
    {
        var (from, until) = (Days.DateOf(now).AddMonths(-LicenceMonths), Days.DateOf(now).AddMonths(LicenceMonths));
        var allows = string.Create(CultureInfo.InvariantCulture,
            $"{{\"id\":0,\"type\":\"test\",\"platform\":{platform},\"notbefore\":\"{from:yyyyMMdd}\",\"notafter\":\"{until:yyyyMMdd}\"}}");
        var seal = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(identity.PlatformKey.Clear), LicenceSealBytes,
            info: Encoding.UTF8.GetBytes(allows));
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(Convert.ToBase64String(seal) + allows));
    }

    /// <summary>Base64 of the codes 33 to 126, shuffled, as a list in quotes.</summary>
    private static string Map()
    {
        var signs = Enumerable.Range(FirstSign, LastSign - FirstSign + 1).ToArray();
        RandomNumberGenerator.Shuffle<int>(signs);
        return Convert.ToBase64String(Encoding.ASCII.GetBytes($"[{string.Join(", ", signs.Select(s => $"'{s}'"))}]"));
    }
}
