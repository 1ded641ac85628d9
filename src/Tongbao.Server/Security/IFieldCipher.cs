namespace Tongbao.Server.Security;

/// <summary>Decrypts fields. A bad block gives garbage and never an exception, so that it looks like a field with wrong content.</summary>
public interface IFieldCipher
{
    string Decrypt(string wireText);
    string Encrypt(string clear);

    /// <summary>
    /// Decrypts a payment password, which may have a key of its own. If that fails, the result is a text that matches no password.
    /// </summary>
    string OpenPassword(string wireText) => Decrypt(wireText);
}
