namespace Tongbao.Core.Members;

/// <summary>收银宝终端: a terminal, or code, of a 收银宝 merchant number, and the one member (or the platform) it is bound to. 5.14.</summary>
/// <param name="VspMerchantid">集团商户号, of a group merchant.</param>
/// <param name="VspCusid">商户号; of a group the sub-merchant's.</param>
public sealed record VspTerminal(string VspTermid, BizUserId Member, string? VspMerchantid, string VspCusid, string Appid,
    DateTimeOffset SetDate)
{
    /// <summary>A terminal number is its own key: it is bound once in an app (4.1.21 (1.3)).</summary>
    public static readonly RowKind<VspTerminal> Rows =
        new("vsp_terminals", t => t.VspTermid, new RowIndex<VspTerminal>(ByMember, t => t.Member.Value));
    public const string ByMember = "member";

    /// <summary>报备信息; null of a terminal that was bound, and not reported.</summary>
    public TerminalReport? Report { get; init; }
}

/// <summary>终端报备: what the acquirer is told of a terminal.</summary>
public sealed record TerminalReport(string? DeviceType, string? SerialNo, string State, string? Address);

/// <summary>
/// 会员收银宝渠道商户信息及终端信息绑定 (通商云 4.1.21): binds or lists. A member binds as many numbers as it has, one a call; binding
/// again what is bound to it already answers the same, with another merchant number corrects it.
/// </summary>
public sealed record VspTermidService(BizUserId Member, string OperationType, string? VspMerchantid, string VspCusid, string Appid,
    string? VspTermid) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var member = await book.FindMember(Member);
        if (!Member.IsPlatform && member is null) return Errors.MemberNotFound;
        if (OperationType == "query") return await Bound(book, VspTermid);
        if (member is { Locked: true }) return Errors.MemberLocked;
        if (VspTermid is null) return Errors.ParameterMissing.In(nameof(VspTermid));
        var known = await book.VspTerminals.Find(VspTermid);
        if (known is not null && known.Member != Member) return Errors.TerminalOfAnother;
        book.VspTerminals.Save(new VspTerminal(VspTermid, Member, VspMerchantid, VspCusid, Appid, known?.SetDate ?? book.Now));
        return await Bound(book, null);
    }

    private async ValueTask<Result> Bound(Book book, string? only)
    {
        var bound = await book.VspTerminals.List(VspTerminal.ByMember, Member.Value);
        return new Terminals(Member, [.. bound.Where(t => only is null || t.VspTermid == only).OrderBy(t => t.SetDate)
            .ThenBy(t => t.VspTermid, StringComparer.Ordinal)]);
    }

    public sealed record Terminals(BizUserId Member, IReadOnlyList<VspTerminal> VspTermidList) : Reply
    {
        public string Result => "OK";
    }
}

/// <summary>What orders ask of these bindings.</summary>
public static class VspBindings
{
    /// <summary>Is a 收银宝 merchant number bound to the receiver of an order (4.1.21 (2.2))?</summary>
    public static async ValueTask<bool> HasVspCusid(this Book book, BizUserId receiver, string vspCusid) =>
        (await book.VspTerminals.List(VspTerminal.ByMember, receiver.Value)).Any(t => t.VspCusid == vspCusid);
}
