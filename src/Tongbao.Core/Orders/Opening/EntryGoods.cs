using Tongbao.Core.Members;

namespace Tongbao.Core.Orders.Opening;

/// <summary>
/// 商品录入 (通商云 4.2.11): a seller's goods, before they can be declared to customs. The same again is answered as the first time.
/// </summary>
public sealed record EntryGoods(BizUserId Member, long GoodsType, string BizGoodsNo, string GoodsName, string? GoodsDetail,
    GoodsParams? GoodsParams,
    JsonText? OtherParams, string? ShowUrl) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var twin = await book.Goods.Find(Goods.KeyOf(Member, BizGoodsNo));
        if (twin is not null) return twin == As(twin.GoodsNo) ? new Recorded(twin.GoodsNo, twin.BizGoodsNo) : Errors.GoodsAlreadyExist;
        if (!Member.IsPlatform && await book.FindMember(Member) is null) return Errors.MemberNotFound;
        if (await book.CheckNotLocked(Member) is { } locked) return locked;
        if (GoodsParams?.CustomsCode is { } code && !book.Pay.IsCustomsCode(code))
            return Errors.BadParameter.In(nameof(GoodsParams.CustomsCode));
        var goods = As(book.NextNumber());
        book.Goods.Save(goods);
        return new Recorded(goods.GoodsNo, goods.BizGoodsNo);
    }

    private Goods As(string goodsNo) =>
        new(Member, BizGoodsNo, goodsNo, GoodsType, GoodsName, GoodsDetail, GoodsParams, ShowUrl) { OtherParams = OtherParams };

    public sealed record Recorded(string GoodsNo, string BizGoodsNo) : Reply;
}

/// <summary>查询商品 (通商云 4.2.12): by seller and number.</summary>
public sealed record QueryGoods(BizUserId Member, string BizGoodsNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (!Member.IsPlatform && await book.FindMember(Member) is null) return Errors.MemberNotFound;
        return await book.Goods.Find(Goods.KeyOf(Member, BizGoodsNo)) is { } goods ? goods : Errors.GoodsNotFound;
    }
}
