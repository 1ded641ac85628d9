namespace Tongbao.Core.Members;

/// <summary>支付账户标识: the openid or user_id by which a wallet knows the member.</summary>
public sealed record BoundAcct(string AcctType, Secret Acct);

/// <summary>
/// 会员绑定支付账户用户标识 (通商云 4.1.23): for a person that cannot bind a phone, who may then order. Several may be bound, one a call;
/// binding one again answers the same.
/// </summary>
public sealed record ApplyBindAcct(BizUserId Member, string OperationType, string AcctType, Secret Acct) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.Type != MemberType.Person) return Errors.WrongMemberType;
        var bound = new BoundAcct(AcctType, Acct);
        if (!member.Accts.Contains(bound)) book.Members.Save(member with { Accts = [.. member.Accts, bound] });
        return new Bound(Member);
    }

    public sealed record Bound(BizUserId Member) : Reply
    {
        public string Result => "OK";
    }
}

/// <summary>What orders ask of these bindings.</summary>
public static class BoundAccts
{
    /// <summary>支付方式 whose acct must be one that the payer bound (4.1.23 (3)).</summary>
    private static readonly IReadOnlyDictionary<string, string> AcctTypes = new Dictionary<string, string>
    {
        ["WECHAT_PUBLIC"] = "weChatPublic",
        ["WECHAT_PUBLIC_ORG"] = "weChatPublic",
        ["WECHATPAY_PUBLIC_OPEN"] = "weChatPublic",
        ["WECHATPAY_MINIPROGRAM"] = "weChatMiniProgram",
        ["WECHATPAY_MINIPROGRAM_ORG"] = "weChatMiniProgram",
        ["ALIPAY_SERVICE"] = "aliPayService",
        ["ALIPAY_SERVICE_ORG"] = "aliPayService",
    };

    /// <summary>
    /// May the member pay by this method from this account? The document does not say of whom it asks this: of those who bound any (ours),
    /// since a member with a phone needs no binding to order.
    /// </summary>
    public static bool MayPayFrom(this Member member, string payMethod, Secret? acct) =>
        member.Accts.Count == 0 || !AcctTypes.TryGetValue(payMethod, out var type)
            || (acct is not null && member.Accts.Contains(new BoundAcct(type, acct)));
}
