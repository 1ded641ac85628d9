using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Yst2;

/// <summary>
/// 会员绑定收银宝商户 (云商通二代): a merchant number that was opened elsewhere is the member's from now on, and makes it a collecting merchant; or lists
/// what the member has. A number that is not this platform's at the acquirer, or another member's, is refused.
/// </summary>
public sealed record BindMerchant(BizUserId Member, BizOrderNo BizOrderNo, string OpType, MemberRole? Role, string? MerchantNo) : Command,
    IRegistersCommand
{
    private const string Query = "query";

    public RegistersSaid? Registers { get; init; }

    public Command With(RegistersSaid said) => this with { Registers = said };

    public override async ValueTask<Result> Run(Book book)
    {
        if (OpType == Query)
            return await book.FindMember(Member) is null ? Errors.MemberNotFound : await Reply(book, null);
        var (before, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (before is not null) return await Reply(book, before);
        var (member, notOpen) = await book.OpenMember(Member);
        if (notOpen is not null) return notOpen;
        if (MerchantNo!.Any(c => !char.IsAsciiDigit(c))) return Errors.BadParameter.In(nameof(MerchantNo));
        var known = await book.Merchants.Find(MerchantNo!);
        if (known is not null && known.Member != Member) return Errors.MerchantNumberUnknown;
        if (known is null && Registers is null)
        {
            book.Ask = new RegistersAsk(this, [new MerchantCheck(MerchantNo!)]);
            return Done.It;
        }
        if (Registers?.Refusal is { } refused) return refused;
        if (known is null)
            book.Merchants.Save(new Merchant
            {
                No = MerchantNo!, Member = Member, OpenedAt = book.Now, OpenedElsewhere = true, Compliance = ComplianceState.Passed,
            });
        book.Members.Save(member!.In(Role).In(MemberRole.Merchant));
        return await Reply(book, book.KeepDone(BizOrderNo, Member, OperationKind.MerchantBinding));
    }

    private async ValueTask<Result> Reply(Book book, AccountOperation? operation) => new Bound(Member,
        operation?.WireNoOf(MemberRequests.Merchant),
        [.. (await book.MerchantsOf(Member)).Select(m => new BoundMerchant(m.No, m.OpenedAt))]);

    public sealed record Bound(BizUserId Member, string? WireNo, IReadOnlyList<BoundMerchant> Merchants) : Reply;

    public sealed record BoundMerchant(string MerchantNo, DateTimeOffset BindTime);
}
