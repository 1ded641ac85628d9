namespace Tongbao.Server.Security;

/// <summary>Opens fields that came encrypted; a bad block gives rubbish, never an exception, so that both look alike.</summary>
public interface IFieldCipher
{
    string Decrypt(string wireText);
    string Encrypt(string clear);
}
