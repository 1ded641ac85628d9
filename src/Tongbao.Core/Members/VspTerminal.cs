namespace Tongbao.Core.Members;

/// <summary>收银宝终端绑定 (4.1.21): whose money is what is paid at a terminal, and which merchant number of 收银宝 a member sells under.</summary>
/// <param name="VspMerchantid">集团商户号, in group mode.</param>
/// <param name="VspCusid">商户号, or in group mode the sub-merchant's.</param>
public sealed record VspTerminal(BizUserId Member, string? VspMerchantid, string VspCusid, string Appid, string VspTermid, DateTimeOffset SetDate)
{
    public const string ByMember = "owner";

    /// <summary>A terminal belongs to one member (4.1.21 (1.3)), so its number is the key.</summary>
    public static readonly RowKind<VspTerminal> Rows = new("vsp_terminals", t => t.VspTermid, new RowIndex<VspTerminal>(ByMember, t => t.Member.Value));
}

/// <summary>会员收银宝渠道商户信息及终端信息绑定 (通商云 4.1.21): one terminal a call; a query lists them.</summary>
public sealed record VspTermidService(BizUserId Member, string OperationType, string? VspMerchantid, string VspCusid, string Appid, string? VspTermid) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (!Member.IsPlatform && await book.FindMember(Member) is null) return Errors.MemberNotFound;
        if (OperationType == "query") return new Bound(Member, "OK", [.. (await Of(book, Member)).Where(t => VspTermid is null || t.VspTermid == VspTermid)]);
        if (!Member.IsPlatform && (await book.FindMember(Member))!.Locked) return Errors.MemberLocked;
        var terminal = await book.VspTerminals.Find(VspTermid!);
        if (terminal is not null && terminal.Member != Member) return Errors.TradeRule.Saying("终端号已绑定其他会员");
        terminal = new VspTerminal(Member, VspMerchantid, VspCusid, Appid, VspTermid!, terminal?.SetDate ?? book.Now);
        book.VspTerminals.Save(terminal);
        return new Bound(Member, "OK", [terminal]);
    }

    private static async ValueTask<IEnumerable<VspTerminal>> Of(Book book, BizUserId member) =>
        (await book.VspTerminals.List(VspTerminal.ByMember, member.Value)).OrderBy(t => t.SetDate).ThenBy(t => t.VspTermid, StringComparer.Ordinal);

    public sealed record Bound(BizUserId Member, string Result, IReadOnlyList<VspTerminal> VspTermidList) : Reply;
}
