namespace Tongbao.Server.Security;

/// <summary>Opens fields that came encrypted; a bad block gives rubbish, never an exception, so that both look alike.</summary>
public interface IFieldCipher
{
    string Decrypt(string wireText);
    string Encrypt(string clear);

    /// <summary>
    /// A payment password, which may come under a key of its own. What does not open is a text that is nobody's password.
    /// </summary>
    string OpenPassword(string wireText) => Decrypt(wireText);
}
