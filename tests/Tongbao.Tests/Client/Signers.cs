using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Tests.Client;

/// <summary>Signs requests with the merchant's key; verifies answers, and encrypts fields, with the platform's.</summary>
public interface ISigner
{
    Task<string> Sign(string text);

    Task<bool> Verify(string text, string sign);

    /// <summary>A card or ID number as it travels: one PKCS#1 v1.5 block as upper-case hexadecimal.</summary>
    Task<string> Encrypt(string text);
}

/// <summary>Every signature is made and verified by the `openssl` program, which shares nothing with the server (some 5 ms each).</summary>
public sealed class OpenSslSigner(OpenSslKey own, OpenSslPublicKey platform) : ISigner
{
    public Task<string> Sign(string text) => own.Sign(text);

    public Task<bool> Verify(string text, string sign) => platform.Verify(text, sign);

    public Task<string> Encrypt(string text) => platform.Encrypt(text);
}

/// <summary>For volume: the same with .NET's RSA.</summary>
public sealed class FastSigner(OpenSslKey own, OpenSslPublicKey platform) : ISigner
{
    private readonly RSA own = FromPem(File.ReadAllText(own.File)), platform = FromPem(platform.Pem);

    public Task<string> Sign(string text) =>
        Task.FromResult(Convert.ToBase64String(own.SignData(OpenSsl.Digest(text), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)));

    public Task<bool> Verify(string text, string sign) =>
        Task.FromResult(platform.VerifyData(OpenSsl.Digest(text), Convert.FromBase64String(sign), HashAlgorithmName.SHA1,
            RSASignaturePadding.Pkcs1));

    public Task<string> Encrypt(string text) =>
        Task.FromResult(Convert.ToHexString(platform.Encrypt(Encoding.UTF8.GetBytes(text), RSAEncryptionPadding.Pkcs1)));

    private static RSA FromPem(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }
}
