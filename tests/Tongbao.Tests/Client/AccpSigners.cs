using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Tests.Client;

/// <summary>
/// Signs bodies of ACCP with the merchant's key; verifies answers and notices, and encrypts passwords, with the platform's.
/// </summary>
public interface IAccpSigner
{
    Task<string> Sign(byte[] body);

    Task<bool> Verify(byte[] body, string sign);

    /// <summary>A bare password as the vendor's demos send it: one PKCS#1 v1.5 block in base64.</summary>
    Task<string> Seal(string password);
}

/// <summary>What both take the signature of: the hexadecimal digits of the body's MD5, so MD5 is taken twice.</summary>
public static class AccpSignature
{
    public static byte[] SignedText(byte[] body) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(MD5.HashData(body)));
}

/// <summary>Every signature is made and verified by the `openssl` program.</summary>
public sealed class AccpOpenSslSigner(OpenSslKey own, OpenSslPublicKey platform) : IAccpSigner
{
    public Task<string> Sign(byte[] body) => own.SignMd5(AccpSignature.SignedText(body));

    public Task<bool> Verify(byte[] body, string sign) => platform.VerifyMd5(AccpSignature.SignedText(body), sign);

    public async Task<string> Seal(string password) => Convert.ToBase64String(Convert.FromHexString(await platform.Encrypt(password)));
}

/// <summary>The same with .NET's RSA, for most tests.</summary>
public sealed class AccpFastSigner(OpenSslKey own, OpenSslPublicKey platform) : IAccpSigner
{
    private readonly RSA own = FromPem(File.ReadAllText(own.File)), platform = FromPem(platform.Pem);

    public Task<string> Sign(byte[] body) =>
        Task.FromResult(Convert.ToBase64String(own.SignData(AccpSignature.SignedText(body), HashAlgorithmName.MD5,
            RSASignaturePadding.Pkcs1)));

    public Task<bool> Verify(byte[] body, string sign) =>
        Task.FromResult(platform.VerifyData(AccpSignature.SignedText(body), Convert.FromBase64String(sign), HashAlgorithmName.MD5,
            RSASignaturePadding.Pkcs1));

    public Task<string> Seal(string password) =>
        Task.FromResult(Convert.ToBase64String(platform.Encrypt(Encoding.UTF8.GetBytes(password), RSAEncryptionPadding.Pkcs1)));

    private static RSA FromPem(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }
}
