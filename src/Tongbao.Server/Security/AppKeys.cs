using Tongbao.Core.Platform;

namespace Tongbao.Server.Security;

/// <summary>
/// 密钥: the keys of one identity of an app as key objects, whatever their kind. What is signed by them, and how, is its wire's affair.
/// </summary>
public abstract class AppKeys(App app, Identity identity) : IFieldCipher, IDisposable
{
    /// <summary>What a field opens to that does not open: no text of any form.</summary>
    public const string NotOpened = "\uFFFD";

    public App App => app;
    public Identity Identity => identity;

    /// <summary>The number by which its wire knows the app.</summary>
    public string No => identity.No;

    /// <summary>Ours towards this identity, base64.</summary>
    public abstract string PlatformPublicKey { get; }

    /// <summary>The same as a certificate, PEM; null of a kind that has none.</summary>
    public virtual string? PlatformCertificate => null;

    /// <summary>Is it so long and so written that there is something to open at all?</summary>
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
