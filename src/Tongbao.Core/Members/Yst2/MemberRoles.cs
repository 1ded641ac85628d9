namespace Tongbao.Core.Members.Yst2;

/// <summary>会员角色 as requests send it: needed of who is opened, added where a member that is there has others.</summary>
internal static class MemberRoles
{
    /// <summary>收单商户 is what onboarding makes of a member; nobody becomes it by being named so.</summary>
    public static Error? CheckRole(Member? member, MemberRole? role)
    {
        if (role is null)
            return member is null || (member.Roles.Count == 0 && member.CheckVerified() is not null) ? Errors.RoleMissing : null;
        return role == MemberRole.Merchant && member?.Roles.Contains(MemberRole.Merchant) != true ? Errors.RoleUnfit : null;
    }

    public static Member In(this Member member, MemberRole? role) =>
        role is not { } one || member.Roles.Contains(one) ? member : member with { Roles = [.. member.Roles, one] };
}

/// <summary>证件类型, as far as rules tell them apart.</summary>
internal static class PaperTypes
{
    /// <summary>身份证.</summary>
    public const string IdCard = "1";
}
