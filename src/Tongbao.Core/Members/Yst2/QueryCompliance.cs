using Tongbao.Core.Members.Merchants;

namespace Tongbao.Core.Members.Yst2;

/// <summary>会员合规状态查询 (云商通 1075).</summary>
public sealed record QueryCompliance(BizUserId Member, BizOrderNo BizOrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book) => (await book.MerchantsOf(Member)).LastOrDefault() is { } merchant
        ? new Found(ComplianceTold.Of(merchant, BizOrderNo, book.Settings.SupplementMax)) : Errors.NotOnboarded;

    public sealed record Found(ComplianceTold Facts) : Reply;
}
