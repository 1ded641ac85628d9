
namespace Tongbao.Tests.Flows.Yst2;

/// <summary>验签诊断: the sandbox says beside a wrong signature what the sender probably did otherwise.</summary>
public sealed class SignatureHintsTests
{
    [Fact]
    public async Task The_usual_mistakes_are_named()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var request = flow.Client.Sign("1023", new { signNum = "张三/1", acctType = "08" }, new(SpAppId: ""));
        var (source, signer) = (Yst2Client.SourceOf(request), flow.Client.Signer);
        var fields = request.Fields.Where(f => f.Key != "sign").Select(f => KeyValuePair.Create(f.Key, f.Value!.ToString())).ToList();
        string Joined(IEnumerable<KeyValuePair<string, string>> some) => string.Join('&', some.Select(f => $"{f.Key}={f.Value}"));
        var sorted = fields.OrderBy(f => f.Key, StringComparer.Ordinal).ToList();
        async Task Says(string sign, string hint)
        {
            var refused = (await flow.Client.Send(request.With("sign", sign))).MustBeUnsigned("90004");
            Assert.True(refused.Hint?.Contains(hint, StringComparison.Ordinal), $"{refused.Hint}\nwhere due: {hint}");
        }

        await Says(signer.Sign(source, ""), "the user id \"\"");
        await Says(signer.Sign(source, "allinpay"), "the user id \"allinpay\"");
        await Says(Convert.ToBase64String(Raw(signer.SignBytes(source))), "64 bytes of r and s");
        await Says(Convert.ToHexStringLower(signer.SignBytes(source)), "hexadecimal, not base64");
        await Says(Convert.ToHexStringLower(Raw(signer.SignBytes(source))), "hexadecimal, not base64; sign is the 64 bytes");
        await Says(signer.Sign(Joined(sorted.Where(f => f.Value.Length > 0))), "signType was signed too");
        await Says(signer.Sign(Joined(sorted.Where(f => f.Key != "signType"))), "fields that hold nothing were signed too");
        await Says(signer.Sign(Joined(fields.Where(f => f.Key != "signType" && f.Value.Length > 0))), "not sorted by name");
        await Says(signer.Sign(request.Fields["bizData"]!.ToString()), "bizData alone was signed");
        await Says(signer.Sign(source.Replace("/", "\\/", StringComparison.Ordinal)), "bizData was written anew");
        await Says(signer.Sign(source.Replace("张三", "\\u5F20\\u4E09", StringComparison.Ordinal)), "bizData was written anew");
        await Says(signer.Sign(source + "\n"), "a line end was signed");
        await Says(signer.Sign("something else"), "another key signed, or the message was changed");
        await Says(new Yst2Signer(Sm2Pair.Generate(), flow.App.PlatformPublicKey, flow.App.SecretKey!).Sign(source), "another key signed");
        await Says("%%%", "sign is no Base64");
        // What was refused is kept for who looks for the mistake.
        Assert.Contains("SM3 ", (await flow.Client.Send(request.With("sign", signer.Sign("x")))).Hint);
    }

    /// <summary>The 64 bytes of r and s.</summary>
    private static byte[] Raw(byte[] der)
    {
        var parts = new System.Formats.Asn1.AsnReader(der, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        byte[] Next() => parts.ReadInteger().ToByteArray(true, true) is var bytes ? [.. new byte[32 - bytes.Length], .. bytes] : [];
        return [.. Next(), .. Next()];
    }
}
