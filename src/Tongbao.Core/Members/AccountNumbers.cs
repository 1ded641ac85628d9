using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Core.Members;

/// <summary>
/// 待结算户账号: the number by which an account is shown. It is made of what the owner is known by, so it is kept nowhere and never changes.
/// </summary>
public static class AccountNumbers
{
    private const string Bank = "4072";

    /// <summary>So many digits that no two owners of an app come to the same.</summary>
    private const ulong Modulus = 10_000_000_000_000_000;

    public static string AccountNo(this Member member) => Of(member.UserId);

    public static string AccountNoOf(this Book book, Member? member) => member?.AccountNo() ?? Of(book.App.Id.Value);

    private static string Of(string owner) =>
        $"{Bank}{BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(owner))) % Modulus:0000000000000000}";
}
