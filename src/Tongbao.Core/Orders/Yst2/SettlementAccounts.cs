using Tongbao.Core.Members;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>
/// 待结算户: the one account that a member, and the platform, has on this wire. It is kept in two dimensions, in transit and available.
/// </summary>
public static class SettlementAccounts
{
    /// <summary>账户类型 by which it is shown.</summary>
    public const string Type = "08";

    /// <summary>Clients of the sister product ask for 01, or for nothing, and mean the only account that there is (P14, P16).</summary>
    private static readonly string[] Names = [Type, "8", "01", "1"];

    public static bool IsMeantBy(string? acctType) => acctType is null || Names.Contains(acctType);

    /// <summary>The owner of such an account; null is the platform. A member has none before its real name is proved (7.5.2.2).</summary>
    public static async ValueTask<(Member? Member, Error? Wrong)> FindOwner(Book book, BizUserId id)
    {
        if (id.IsPlatform) return (null, null);
        if (await book.FindMember(id) is not { } member) return (null, Errors.MemberNotFound.On("Member", id.Value));
        return (member, member.CheckNormal());
    }
}
