using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tongbao.Server.Security.Sm;
using Tongbao.Server.Wire.Yst2;

namespace Tongbao.Tests.Wire.Yst2;

/// <summary>国密: what the real platform signed and encrypted, by both implementations, which judge each other and refuse the same.</summary>
public sealed class SmTests
{
    private static readonly JsonElement Real =
        JsonDocument.Parse(File.ReadAllText(Repository.File("tests", "Tongbao.Tests", "vectors", "yst2-signature.json"))).RootElement;

    private static readonly byte[] Text = Encoding.UTF8.GetBytes("appId=1&bizData={\"name\":\"张三\"}");

    /// <summary>The order of the curve's group (GB/T 32918.5).</summary>
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");

    public static TheoryData<string> Both => ["openssl", "managed"];

    private static ISm Of(string name) => name == "managed" ? new ManagedSm() : new OpenSslSm();

    [Fact]
    public void This_machine_has_OpenSSL_with_these_algorithms() => Assert.True(OpenSslSm.IsThere);

    [Theory, MemberData(nameof(Both))]
    public void What_the_real_platform_and_a_real_app_signed_verifies(string by)
    {
        using var platform = Of(by).ReadPublic(Sm2Spki.Read(Of(by), Real.GetProperty("allinpay_test_public_key_spki_b64").GetString()!)!);
        using var app = Of(by).ReadPublic(Sm2Spki.Read(Of(by), Real.GetProperty("app_public_key_pem").GetString()!)!);
        var vectors = Real.GetProperty("vectors").EnumerateArray().ToList();
        Assert.Equal(4, vectors.Count);
        foreach (var vector in vectors)
        {
            var fields = Yst2Signature.FieldsOf(vector.GetProperty("message"))!;
            var source = Yst2Signature.Source(fields);
            Assert.Equal(vector.GetProperty("sign_source").GetString(), source);
            var (key, sign) = (vector.GetProperty("key").GetString() == "app" ? app : platform,
                Yst2Signature.Bytes(vector.GetProperty("sign").GetString()!)!);
            Assert.True(key.Verify(Encoding.UTF8.GetBytes(source), sign, Sm.UsualId));
            Assert.False(key.Verify(Encoding.UTF8.GetBytes(source + " "), sign, Sm.UsualId));
            Assert.False(key.Verify(Encoding.UTF8.GetBytes(source), sign, ""u8));
        }
    }

    [Theory, MemberData(nameof(Both))]
    public void A_field_is_encrypted_as_three_clients_do_and_a_digest_is_that_of_the_standard(string by)
    {
        var vector = Real.GetProperty("sm4_ecb_pkcs7_hex")[0];
        string Of4(string name) => vector.GetProperty(name).GetString()!;
        var (key, clear) = (Convert.FromHexString(Of4("key")), Encoding.UTF8.GetBytes(Of4("plain")));
        Assert.Equal(Of4("cipher"), Convert.ToHexStringLower(Sm4.Encrypt(Of(by), key, clear)));
        Assert.Equal(clear, Sm4.Decrypt(Of(by), key, Convert.FromHexString(Of4("cipher"))));
        Assert.Empty(Sm4.Decrypt(Of(by), key, Sm4.Encrypt(Of(by), key, []))!);
        Assert.Equal("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", Convert.ToHexStringLower(Of(by).Digest("abc"u8)));
        Assert.Equal("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b", Convert.ToHexStringLower(Of(by).Digest([])));
    }

    [Theory, InlineData("openssl", "managed"), InlineData("managed", "openssl"), InlineData("openssl", "openssl"), InlineData("managed", "managed")]
    public void What_one_signs_the_other_verifies_and_each_reads_the_keys_of_the_other(string signs, string verifies)
    {
        for (var length = 0; length < 40; length++)
        {
            using var own = Of(signs).ReadPrivate(Of(verifies).NewPrivateKey());
            using var theirs = Of(verifies).ReadPublic(own.Spki);
            var text = RandomNumberGenerator.GetBytes(length);
            foreach (var id in new[] { Sm.UsualId.ToArray(), [], [.. "allinpay"u8] })
                Assert.True(theirs.Verify(text, own.Sign(text, id), id));
            var (key, blocks) = (RandomNumberGenerator.GetBytes(16), Sm4.Encrypt(Of(signs), [.. Enumerable.Repeat((byte)length, 16)], text));
            Assert.Equal(text, Sm4.Decrypt(Of(verifies), [.. Enumerable.Repeat((byte)length, 16)], blocks));
            Assert.Equal(Sm4.Decrypt(Of(signs), key, blocks), Sm4.Decrypt(Of(verifies), key, blocks));
            Assert.Equal(Of(signs).Digest(text), Of(verifies).Digest(text));
        }
    }

    [Theory, MemberData(nameof(Both))]
    public void What_is_no_signature_is_none_and_never_an_exception(string by)
    {
        using var key = Of(by).ReadPrivate(Of(by).NewPrivateKey());
        var good = key.Sign(Text, Sm.UsualId);
        Assert.True(key.Verify(Text, good, Sm.UsualId));
        var (r, s) = Parts(good);
        byte[][] bad =
        [
            [], [0x30], [0x30, 0x00], good[..^1], [.. good, 0], [.. r, .. s], [.. r, .. s[..^1]], Der([0], s), Der(r, [0]), Der([0], [0]),
            Der(Order, s), Der(r, Order), Der(Sum(r, Order), s), Der(s, r), RandomNumberGenerator.GetBytes(good.Length), new byte[70], new byte[100_000],
            // Longer than DER allows: a zero before, a length in two bytes.
            [0x30, (byte)(good[1] + 1), 0x02, (byte)(good[3] + 1), 0x00, .. good[4..]], [0x30, 0x81, good[1], .. good[2..]],
        ];
        Assert.All(bad, signature => Assert.False(key.Verify(Text, signature, Sm.UsualId), Convert.ToHexString(signature)));
        for (var at = 0; at < good.Length; at++)
        {
            var changed = (byte[])good.Clone();
            changed[at] ^= 1;
            Assert.False(key.Verify(Text, changed, Sm.UsualId));
        }
        Assert.True(key.Verify(Text, good, Sm.UsualId));
    }

    [Theory, MemberData(nameof(Both))]
    public void What_is_no_key_of_the_curve_is_refused(string by)
    {
        using var key = Of(by).ReadPrivate(Of(by).NewPrivateKey());
        var (spki, pkcs8) = (key.Spki, Of(by).NewPrivateKey());
        using var rsa = RSA.Create(1024);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var offCurve = (byte[])spki.Clone();
        offCurve[^1] ^= 1;
        byte[][] bad = [[], [0], spki[..^1], [.. spki, 0], offCurve, [.. spki[..27], .. new byte[64]], [.. spki[..26], 0], rsa.ExportSubjectPublicKeyInfo(),
            other.ExportSubjectPublicKeyInfo(), pkcs8, [.. spki[..26], .. Enumerable.Repeat((byte)0xFF, 65)]];
        Assert.All(bad, bytes => Assert.ThrowsAny<CryptographicException>(() => Of(by).ReadPublic(bytes)));
        byte[][] badPrivate = [[], [0], pkcs8[..^1], spki, rsa.ExportPkcs8PrivateKey(), other.ExportPkcs8PrivateKey()];
        Assert.All(badPrivate, bytes => Assert.ThrowsAny<CryptographicException>(() => Of(by).ReadPrivate(bytes)));
    }

    [Theory, MemberData(nameof(Both))]
    public void What_does_not_decrypt_is_nothing_whatever_is_wrong_with_it(string by)
    {
        var key = RandomNumberGenerator.GetBytes(16);
        foreach (var length in new[] { 0, 1, 15, 17, 31 }) Assert.Null(Sm4.Decrypt(Of(by), key, new byte[length]));
        foreach (var padding in new[] { 0, 17, 255 }) Assert.Null(Sm4.Decrypt(Of(by), key, Of(by).Blocks(key, Ends(padding, padding), true)));
        for (var padding = 1; padding <= 16; padding++)
        {
            Assert.Equal(16 - padding, Sm4.Decrypt(Of(by), key, Of(by).Blocks(key, Ends(padding, padding), true))!.Length);
            if (padding > 1) Assert.Null(Sm4.Decrypt(Of(by), key, Of(by).Blocks(key, Ends(padding, padding - 1), true)));
        }
    }

    /// <summary>A block that ends in so many bytes of this value.</summary>
    private static byte[] Ends(int value, int count)
    {
        var block = new byte[16];
        block.AsSpan(Math.Max(0, 16 - count)).Fill((byte)value);
        if (count is > 0 and < 16) block[15 - count] = 0xAA;
        return block;
    }

    private static byte[] Sum(byte[] a, byte[] b) =>
        (new System.Numerics.BigInteger(a, true, true) + new System.Numerics.BigInteger(b, true, true)).ToByteArray(true, true);

    private static (byte[] R, byte[] S) Parts(byte[] der)
    {
        var reader = new System.Formats.Asn1.AsnReader(der, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        byte[] Next() => reader.ReadInteger().ToByteArray(true, true) is var bytes ? [.. new byte[32 - bytes.Length], .. bytes] : [];
        return (Next(), Next());
    }

    private static byte[] Der(byte[] r, byte[] s)
    {
        var der = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteInteger(new System.Numerics.BigInteger(r, true, true));
            der.WriteInteger(new System.Numerics.BigInteger(s, true, true));
        }
        return der.Encode();
    }
}
