using System.Security.Cryptography;

namespace Tongbao.Tests.Client;

/// <summary>Signs requests with the merchant's key and verifies answers with the platform's.</summary>
public interface ISigner
{
    Task<string> Sign(string text);

    Task<bool> Verify(string text, string sign);
}

/// <summary>The default: every signature is made and verified by the `openssl` program (some 5 ms each).</summary>
public sealed class OpenSslSigner(OpenSslKey own, OpenSslPublicKey platform) : ISigner
{
    public Task<string> Sign(string text) => own.Sign(text);

    public Task<bool> Verify(string text, string sign) => platform.Verify(text, sign);
}

/// <summary>For volume: the same with .NET's RSA.</summary>
public sealed class FastSigner(OpenSslKey own, OpenSslPublicKey platform) : ISigner
{
    private readonly RSA own = FromPem(File.ReadAllText(own.File)), platform = FromPem(platform.Pem);

    public Task<string> Sign(string text) => Task.FromResult(Convert.ToBase64String(own.SignData(OpenSsl.Digest(text), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)));

    public Task<bool> Verify(string text, string sign) =>
        Task.FromResult(platform.VerifyData(OpenSsl.Digest(text), Convert.FromBase64String(sign), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));

    private static RSA FromPem(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }
}
