namespace Tongbao.Server.Security.Sm;

/// <summary>
/// 国密 (GB/T 32918, 32905, 32907): signatures by SM2, digests by SM3 and blocks by SM4, none of which .NET offers. Uses the system's OpenSSL
/// if it has them, else a managed library. Both give the same results and refuse the same input.
/// </summary>
public interface ISm
{
    /// <summary>A public key out of its SPKI. CryptographicException if it is no point of the curve.</summary>
    ISm2PublicKey ReadPublic(byte[] spki);

    /// <summary>A private key out of its PKCS#8.</summary>
    ISm2PrivateKey ReadPrivate(byte[] pkcs8);

    /// <summary>A new private key, PKCS#8.</summary>
    byte[] NewPrivateKey();

    /// <summary>杂凑 SM3 of a text, 32 bytes.</summary>
    byte[] Digest(ReadOnlySpan<byte> text);

    /// <summary>SM4-ECB of whole blocks, without padding: <see cref="Sm4"/> adds it and takes it off.</summary>
    byte[] Blocks(ReadOnlySpan<byte> key, ReadOnlySpan<byte> blocks, bool encrypt);
}

/// <summary>SM2 公钥. Signatures are ASN.1 DER of r and s, over SM3 of the Z value and the text.</summary>
public interface ISm2PublicKey : IDisposable
{
    byte[] Spki { get; }

    /// <summary>False for whatever is no such signature, also for one in another form than DER.</summary>
    bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> userId);
}

/// <summary>SM2 私钥.</summary>
public interface ISm2PrivateKey : ISm2PublicKey
{
    byte[] Sign(ReadOnlySpan<byte> text, ReadOnlySpan<byte> userId);
}

/// <summary>The implementation for this machine, and what all users of SM2 share.</summary>
public static class Sm
{
    public static readonly ISm OfThisMachine = OpenSslSm.IsThere ? new OpenSslSm() : new ManagedSm();

    /// <summary>The user id that goes into the Z value unless two parties agree on another (GM/T 0009).</summary>
    public static ReadOnlySpan<byte> UsualId => "1234567812345678"u8;
}
