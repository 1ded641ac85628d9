using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>
/// 会员产品信息管理 (云商通 1073): adds, deletes, changes or lists what a merchant may collect by. A change is reviewed; until then the old
/// products and rates hold, and no other change is taken in.
/// </summary>
/// <param name="OpType">One of four words; a list of them has a refusal of its own.</param>
public sealed record ManageProducts(BizUserId Member, BizOrderNo BizOrderNo, string? BackUrl, string OpType,
    IReadOnlyList<ProductAsked>? Products) : Command
{
    public const string TransCode = "1073";

    private static readonly IReadOnlyDictionary<string, ProductOperation> Words = new Dictionary<string, ProductOperation>
    {
        ["add"] = ProductOperation.Add, ["delete"] = ProductOperation.Delete, ["update"] = ProductOperation.Update,
        ["query"] = ProductOperation.Query,
    };

    public override async ValueTask<Result> Run(Book book)
    {
        var (kind, wrong) = ReadOperation();
        if (wrong is not null) return wrong;
        if (kind == ProductOperation.Query)
            return await book.OnboardedMerchant(Member) is { } shown
                ? new ProductsReply(Member, WireNumbers.Of(book.NextNumber(), TransCode), kind) { Products = ProductShown.Of(shown) }
                : Errors.NotOnboarded;
        var (twin, taken) = await book.TwinOf(BizOrderNo);
        if (twin is not null) return Reply(twin, kind);
        if (taken is not null) return taken;
        if (await book.OnboardedMerchant(Member) is not { } merchant) return Errors.NotOnboarded;
        if (merchant.IsFrozen) return Errors.MerchantFrozen;
        if (merchant.Change is not null) return Errors.ProductsUnderReview;
        var (change, unfit) = ReadChange(merchant, kind);
        if (unfit is not null) return unfit;

        var operation = book.BeginOperation(BizOrderNo, Member, OperationKind.ProductChange, BackUrl);
        book.Merchants.Save(merchant with
        {
            Change = change,
            Products = kind == ProductOperation.Add
                ? [.. merchant.Products, .. change!.Products.Select(p => p with { IsPending = true })] : merchant.Products,
        });
        return Reply(operation, kind);
    }

    private static ProductsReply Reply(AccountOperation operation, ProductOperation kind) =>
        new(operation.Member, WireNumbers.Of(operation.OrderNo.Value, TransCode), kind);

    /// <summary>Several words are too many, in a list as in one text.</summary>
    private (ProductOperation Kind, Error? Wrong) ReadOperation()
    {
        if (Words.TryGetValue(OpType, out var kind)) return (kind, null);
        var isSeveral = OpType.StartsWith('[') || OpType.Split(',').Length > 1;
        return (default, isSeveral ? Errors.OneOperationOnly
            : Errors.ValueNotListed.In(nameof(OpType)).On(null, OpType, Allowed.OneOf(Words.Keys)));
    }

    private (ProductChange? Change, Error? Wrong) ReadChange(Merchant merchant, ProductOperation kind)
    {
        if (BackUrl is null) return (null, Errors.ParameterMissing.In(nameof(BackUrl)));
        if (Products is not { Count: > 0 } asked) return (null, Errors.ParameterMissing.In(nameof(Products)));
        var changed = new List<MerchantProduct>();
        foreach (var product in asked)
        {
            var before = merchant.Products.FirstOrDefault(p => p.Code == product.Code);
            var isTwice = changed.Any(p => p.Code == product.Code);
            if (kind == ProductOperation.Add ? before is not null || isTwice : before is null || isTwice)
                return (null, (kind == ProductOperation.Add ? Errors.ProductThere : Errors.ProductNotThere).About(product.Code));
            var read = kind switch
            {
                ProductOperation.Delete => before,
                ProductOperation.Add => product.Read(),
                _ => product.ReadOver(before!),
            };
            if (read is null)
                return (null, product.FeeRate is null ? Errors.ParameterMissing.In(nameof(ProductAsked.FeeRate)) : Errors.RateUnfit);
            changed.Add(read);
        }
        return kind == ProductOperation.Delete && changed.Count == merchant.Products.Count ? (null, Errors.LastProductStays)
            : (new ProductChange(BizOrderNo, kind, changed), null);
    }
}

/// <summary>What was asked, and of a query the products.</summary>
public sealed record ProductsReply(BizUserId Member, string WireNo, ProductOperation OpType) : Reply, IStagedReply
{
    public IReadOnlyList<ProductShown>? Products { get; init; }

    public ReplyStage Stage => OpType == ProductOperation.Query ? ReplyStage.Done : ReplyStage.Accepted;
}
