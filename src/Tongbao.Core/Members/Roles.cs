namespace Tongbao.Core.Members;

/// <summary>会员角色: what a member does in the platform's orders. The numbers are those that stand in the store.</summary>
public enum MemberRole
{
    /// <summary>收单商户: collects by a number of its own from onboarding.</summary>
    Merchant = 1,

    /// <summary>收款方.</summary>
    Payee = 2,

    /// <summary>分账方.</summary>
    Splitter = 3,

    /// <summary>门店.</summary>
    Store = 4,
}

/// <summary>What roles may do.</summary>
public static class Roles
{
    public static bool CanCollect(this Member member) => member.Roles.Any(r => r is MemberRole.Merchant or MemberRole.Payee);

    public static bool CanReceiveShares(this Member member) => member.Roles.Any(r => r is MemberRole.Splitter or MemberRole.Store);
}
