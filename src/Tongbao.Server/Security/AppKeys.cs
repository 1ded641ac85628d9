using Tongbao.Core.Platform;

namespace Tongbao.Server.Security;

/// <summary>密钥: the keys of one identity as key objects, of whatever kind. How they are used for signing is decided by the wire.</summary>
public abstract class AppKeys(App app, Identity identity) : IFieldCipher, IDisposable
{
    /// <summary>The value of a field that cannot be decrypted. It is not valid text for any field.</summary>
    public const string NotOpened = "\uFFFD";

    public App App => app;
    public Identity Identity => identity;

    /// <summary>The app's number on the wire.</summary>
    public string No => identity.No;

    /// <summary>Our public key for this identity, base64.</summary>
    public abstract string PlatformPublicKey { get; }

    /// <summary>The same key as a certificate, PEM; null if this kind of key has none.</summary>
    public virtual string? PlatformCertificate => null;

    /// <summary>The secret that both sides encrypt fields with; null if fields are encrypted with public keys.</summary>
    public virtual string? SecretKey => null;

    /// <summary>Whether the text has the length and form of an encrypted block. If not, nothing is decrypted.</summary>
    public abstract bool IsBlock(string wireText);
    public abstract string Decrypt(string wireText);
    public abstract string Encrypt(string clear);
    public virtual string OpenPassword(string wireText) => Decrypt(wireText);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
