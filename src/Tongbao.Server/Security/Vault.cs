using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Server.Security;

/// <summary>
/// 保险库: encrypts secrets at rest and makes keyed fingerprints. Everything depends on one master key, which is stored apart from the data.
/// </summary>
public sealed class Vault
{
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;
    private const string Version = "v1.";
    private const byte BytesVersion = 1;

    [ThreadStatic] private static (Vault Owner, AesGcm Cipher) _cipher;

    private readonly byte[] _sealKey, _fingerprintKey, _linkKey, _anchorKey;

    public Vault(ReadOnlySpan<byte> master)
    {
        _sealKey = Derive(master, "seal");
        _fingerprintKey = Derive(master, "fingerprint");
        _linkKey = Derive(master, "link");
        _anchorKey = Derive(master, "anchor");
    }

    public string Seal(string clear)
    {
        var text = Encoding.UTF8.GetBytes(clear);
        var sealedBytes = new byte[NonceBytes + text.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        Cipher().Encrypt(nonce, text, sealedBytes.AsSpan(NonceBytes, text.Length), sealedBytes.AsSpan(NonceBytes + text.Length));
        return Version + Convert.ToBase64String(sealedBytes);
    }

    public string Open(string sealedText)
    {
        if (!sealedText.StartsWith(Version, StringComparison.Ordinal)) throw new CryptographicException("not sealed by this program");
        var bytes = Convert.FromBase64String(sealedText[Version.Length..]);
        var text = new byte[bytes.Length - NonceBytes - TagBytes];
        Cipher().Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, text.Length), bytes.AsSpan(NonceBytes + text.Length), text);
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>Encrypts bytes. The result is a version byte, the nonce, the ciphertext and its tag.</summary>
    public byte[] Seal(ReadOnlySpan<byte> clear)
    {
        var sealedBytes = new byte[1 + NonceBytes + clear.Length + TagBytes];
        sealedBytes[0] = BytesVersion;
        var nonce = sealedBytes.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        Cipher().Encrypt(nonce, clear, sealedBytes.AsSpan(1 + NonceBytes, clear.Length), sealedBytes.AsSpan(1 + NonceBytes + clear.Length));
        return sealedBytes;
    }

    public byte[] Open(ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < 1 + NonceBytes + TagBytes || sealedBytes[0] != BytesVersion)
            throw new CryptographicException("not sealed by this program");
        var clear = new byte[sealedBytes.Length - 1 - NonceBytes - TagBytes];
        Cipher().Decrypt(sealedBytes.Slice(1, NonceBytes), sealedBytes.Slice(1 + NonceBytes, clear.Length),
            sealedBytes[(1 + NonceBytes + clear.Length)..], clear);
        return clear;
    }

    /// <summary>Equal contents have equal fingerprints. Without the master key nobody can test a guess.</summary>
    public string Fingerprint(string kind, ReadOnlySpan<byte> content)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _fingerprintKey);
        hmac.AppendData(Encoding.UTF8.GetBytes(kind));
        hmac.AppendData(content);
        return Convert.ToHexStringLower(hmac.GetHashAndReset().AsSpan(0, 16));
    }

    public byte[] SignLink(string link) => HMACSHA256.HashData(_linkKey, Encoding.UTF8.GetBytes(link));

    public byte[] SignAnchor(string text) => HMACSHA256.HashData(_anchorKey, Encoding.UTF8.GetBytes(text));

    private AesGcm Cipher()
    {
        if (_cipher.Owner != this) _cipher = (this, new AesGcm(_sealKey, TagBytes));
        return _cipher.Cipher;
    }

    private static byte[] Derive(ReadOnlySpan<byte> master, string purpose)
    {
        var key = new byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, key, salt: "tongbao"u8, info: Encoding.UTF8.GetBytes(purpose));
        return key;
    }

    /// <summary>
    /// The key is flushed to disk completely before anything is encrypted with it. Otherwise a power cut could leave a store that nobody
    /// can ever read.
    /// </summary>
    private static void MakeKey(string path)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var file = PrivateFile.Create(unfinished))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path);
    }

    /// <summary>Reads the master key, and creates it if that is allowed. Only the owner can access the file.</summary>
    public static Vault FromFile(string path, bool mayCreate)
    {
        if (!File.Exists(path))
        {
            if (!mayCreate) throw new UserMistake($"主密钥文件不存在: {path}\nThe master key file does not exist: {path}");
            PrivateFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            MakeKey(path);
        }
        PrivateFile.Tighten(path);
        try
        {
            var master = Convert.FromBase64String(File.ReadAllText(path).Trim());
            if (master.Length < KeyBytes) throw new FormatException();
            return new Vault(master);
        }
        catch (FormatException)
        {
            throw new UserMistake($"主密钥文件应为至少 {KeyBytes} 字节的 base64: {path}\nThe master key file must hold at least {KeyBytes} bytes as base64: {path}");
        }
    }
}

/// <summary>An error that the user can correct. It is shown as it is, without a stack trace.</summary>
public sealed class UserMistake(string message) : Exception(message);
