using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>产品变更审核结果. The numbers are those that stand in the store.</summary>
public enum ProductAudit { Approved = 1, Rejected = 2 }

/// <summary>会员产品信息修改异步通知 (云商通 1082): how a change of products was decided, and what the merchant has now.</summary>
[StoredAs("productChange")]
public sealed record ProductChangeTold(BizUserId Member, BizOrderNo BizOrderNo, string WireNo, string MerchantNo, ProductOperation OpType,
    ProductAudit AuditResult, string? AuditMessage, DateTimeOffset AuditedAt, IReadOnlyList<ProductShown> Products) : NoticeFacts
{
    public const string Event = "1082";
}

/// <summary>产品变更审核 (7.5.1.4): from the approval on the change holds for new payments; an order keeps the rate of its payment.</summary>
public sealed class ProductReviews : IReviewKind
{
    public string Kind => "product";

    public async ValueTask<bool> IsOpen(Book book, Member member) => await book.OnboardedMerchant(member.Id) is { Change: not null };

    public async ValueTask<Result> Decide(Book book, Member member, ReviewVerdict verdict)
    {
        var merchant = (await book.OnboardedMerchant(member.Id))!;
        var change = merchant.Change!;
        var decided = (merchant with
        {
            Change = null,
            Products = verdict.Approved ? change.Approved(merchant.Products) : ProductChange.Rejected(merchant.Products),
        }).WithChannels(book);
        book.Merchants.Save(decided);
        var operation = (await book.FindOperation(change.Request))!;
        book.SaveDone(operation);
        book.Tell(operation, ProductChangeTold.Event, new ProductChangeTold(member.Id, change.Request,
            WireNumbers.Of(operation.OrderNo.Value, ManageProducts.TransCode), merchant.No, change.Operation,
            verdict.Approved ? ProductAudit.Approved : ProductAudit.Rejected, verdict.Reason, book.Now, ProductShown.Of(decided)));
        return new Reviewed(verdict.Approved);
    }
}
