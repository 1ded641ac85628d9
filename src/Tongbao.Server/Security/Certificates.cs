using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Tongbao.Server.Security;

/// <summary>证书: keys in the formats that clients load: X.509 for a public key, PKCS#12 for a private key.</summary>
public static class Certificates
{
    private const string FriendlyName = "1.2.840.113549.1.9.20", LocalKeyId = "1.2.840.113549.1.9.21";
    private const int SerialBytes = 16, Iterations = 2000;

    /// <summary>Wide enough for the machine's clock and for the sandbox clock, which testers move by years.</summary>
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
        To = new(2099, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>A self-signed certificate. The same key and name always give the same bytes, so nothing has to be stored.</summary>
    public static X509Certificate2 Of(RSA key, string name)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("Tongbao");
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var serial = SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..SerialBytes];
        serial[0] = (byte)(serial[0] & 0x7F | 0x40);    // a positive number that does not start with a zero byte
        return request.Create(request.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), From, To, serial);
    }

    /// <summary>
    /// A .pfx file with the key and its certificate under an alias. Java cannot read a key without an alias, and Windows cannot without a
    /// certificate. Triple DES with SHA-1 is readable everywhere, from Java 8 and OpenSSL 1.0 on.
    /// </summary>
    public static byte[] Pfx(RSA key, string alias, string password)
    {
        using var certificate = Of(key, alias);
        var (keys, certificates, file) = (new Pkcs12SafeContents(), new Pkcs12SafeContents(), new Pkcs12Builder());
        var way = new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, Iterations);
        Name(keys.AddShroudedKey(key, password, way), alias);
        Name(certificates.AddCertificate(certificate), alias);
        file.AddSafeContentsEncrypted(certificates, password, way);
        file.AddSafeContentsUnencrypted(keys);
        file.SealWithMac(password, HashAlgorithmName.SHA1, Iterations);
        return file.Encode();
    }

    /// <summary>Sets the alias, and the attribute by which readers match key and certificate.</summary>
    private static void Name(Pkcs12SafeBag bag, string alias)
    {
        bag.Attributes.Add(new CryptographicAttributeObject(new Oid(FriendlyName),
            [new AsnEncodedData(FriendlyName, Written(w => w.WriteCharacterString(UniversalTagNumber.BMPString, alias)))]));
        bag.Attributes.Add(new CryptographicAttributeObject(new Oid(LocalKeyId),
            [new AsnEncodedData(LocalKeyId, Written(w => w.WriteOctetString([1])))]));
    }

    private static byte[] Written(Action<AsnWriter> write)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        write(der);
        return der.Encode();
    }
}
