using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Tests.Client;

/// <summary>The `openssl` program: a second opinion on every signature, because it shares nothing with the server.</summary>
public static class OpenSsl
{
    /// <summary>Key files of the whole run.</summary>
    internal static readonly TempFolder Files = new();

    /// <summary>What 通商云 signs of a text: base64( MD5( utf8 ) ).</summary>
    public static byte[] Digest(string text) => Encoding.ASCII.GetBytes(Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(text))));

    internal static Task<Finished> Run(byte[]? input, params string[] arguments) => Programs.Run("openssl", arguments, input);

    internal static string NewFile(string ending) => Files.File($"{Guid.NewGuid():N}.{ending}");
}

/// <summary>A merchant's RSA key pair in a file.</summary>
public sealed class OpenSslKey
{
    public required string File { get; init; }

    public required OpenSslPublicKey PublicKey { get; init; }

    public static async Task<OpenSslKey> Generate(int bits = 2048)
    {
        var file = OpenSsl.NewFile("key.pem");
        (await OpenSsl.Run(null, "genpkey", "-algorithm", "RSA", "-pkeyopt", $"rsa_keygen_bits:{bits}", "-out", file)).MustSucceed();
        var spki = (await OpenSsl.Run(null, "pkey", "-in", file, "-pubout", "-outform", "DER")).MustSucceed().Output;
        return new OpenSslKey { File = file, PublicKey = OpenSslPublicKey.FromSpki(Convert.ToBase64String(spki)) };
    }

    /// <summary>Of this key, by itself, as DER.</summary>
    public async Task<byte[]> Certificate() =>
        (await OpenSsl.Run(null, "req", "-x509", "-new", "-key", File, "-subj", "/CN=merchant", "-days", "365", "-outform", "DER"))
            .MustSucceed().Output;

    /// <summary>RSA PKCS#1 v1.5 with SHA-1 over the digest of the text, as base64.</summary>
    public async Task<string> Sign(string text) =>
        Convert.ToBase64String((await OpenSsl.Run(OpenSsl.Digest(text), "dgst", "-sha1", "-sign", File)).MustSucceed().Output);

    /// <summary>RSA PKCS#1 v1.5 with MD5, as base64.</summary>
    public async Task<string> SignMd5(byte[] bytes) =>
        Convert.ToBase64String((await OpenSsl.Run(bytes, "dgst", "-md5", "-sign", File)).MustSucceed().Output);

    /// <summary>A field of an answer: one block, hexadecimal.</summary>
    public async Task<string> Decrypt(string hex) =>
        (await OpenSsl.Run(Convert.FromHexString(hex), "pkeyutl", "-decrypt", "-inkey", File, "-pkeyopt", "rsa_padding_mode:pkcs1"))
            .MustSucceed().Text;
}

/// <summary>The public half, as SPKI in base64.</summary>
public sealed class OpenSslPublicKey
{
    private OpenSslPublicKey(string spki, string file) => (Spki, File) = (spki, file);

    public string Spki { get; }

    public string File { get; }

    public string Pem => PemOf(Spki);

    public static OpenSslPublicKey FromSpki(string base64)
    {
        var file = OpenSsl.NewFile("pub.pem");
        System.IO.File.WriteAllText(file, PemOf(base64));
        return new OpenSslPublicKey(base64, file);
    }

    public static OpenSslPublicKey FromPem(string pem) =>
        FromSpki(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-')).Select(line => line.Trim())));

    public Task<bool> Verify(string text, string sign) => Verify("-sha1", OpenSsl.Digest(text), sign);

    /// <summary>RSA PKCS#1 v1.5 with MD5, the signature in base64.</summary>
    public Task<bool> VerifyMd5(byte[] bytes, string sign) => Verify("-md5", bytes, sign);

    private async Task<bool> Verify(string hash, byte[] signed, string sign)
    {
        var signature = OpenSsl.NewFile("sig");
        await System.IO.File.WriteAllBytesAsync(signature, Convert.FromBase64String(sign));
        var answer = await OpenSsl.Run(signed, "dgst", hash, "-verify", File, "-signature", signature);
        System.IO.File.Delete(signature);
        // Anything but these two words is a fault of the program or the machine, not of the signature.
        return answer.Text.Trim() switch
        {
            "Verified OK" => true,
            "Verification failure" => false,
            _ => throw new InvalidOperationException($"{answer.CommandLine}\nended with {answer.ExitCode}\n{answer.Text}\n{answer.Errors}"),
        };
    }

    /// <summary>A field of a request: one PKCS#1 v1.5 block as upper-case hexadecimal, different each time.</summary>
    public async Task<string> Encrypt(string text) => Convert.ToHexString(
        (await OpenSsl.Run(Encoding.UTF8.GetBytes(text), "pkeyutl", "-encrypt", "-pubin", "-inkey", File, "-pkeyopt",
            "rsa_padding_mode:pkcs1")).MustSucceed().Output);

    private static string PemOf(string spki) =>
        $"-----BEGIN PUBLIC KEY-----\n{string.Join('\n', spki.Chunk(64).Select(line => new string(line)))}\n-----END PUBLIC KEY-----\n";
}
