using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Opening;

/// <summary>跨境商品参数 (5.17): what customs wants to know.</summary>
public sealed record GoodsParams(string EshopEntCode, string EshopEntName, string? CustomsCode);

/// <summary>
/// 商品: what a seller recorded under a number of its own. Sellers number apart from one another (ours: the source does not say).
/// </summary>
/// <param name="GoodsParams">Of goods that customs declares.</param>
public sealed record Goods(BizUserId Member, string BizGoodsNo, string GoodsNo, long GoodsType, string GoodsName, string? GoodsDetail,
    GoodsParams? GoodsParams, string? ShowUrl) : Reply
{
    /// <summary>商品参数 of goods of another type: no shape is printed for them, so they are given back as they came.</summary>
    public JsonText? OtherParams { get; init; }

    /// <summary>跨境商品 (6.4): the type that customs declares.</summary>
    public const long CrossBorder = 5;

    public static readonly RowKind<Goods> Rows = new("goods", g => KeyOf(g.Member, g.BizGoodsNo));

    /// <summary>The length first, so that no two pairs of names make one key.</summary>
    public static string KeyOf(BizUserId seller, string bizGoodsNo) => $"{bizGoodsNo.Length}:{bizGoodsNo}:{seller}";
}

/// <summary>What an order says of its goods: with goods of the cross-border type it is declared to customs (4.2.1 part 4).</summary>
public sealed record OrderedGoods(long? Type, string? BizGoodsNo, string? Name)
{
    /// <summary>商品名称不支持符号: signs that break the channels' own forms. Letters, digits, blanks and punctuation stay (ours).</summary>
    private const string NotInNames = "|<>&'\"\\";

    /// <summary>原生 APP pay shows the name in the wallet, so it must be there.</summary>
    private const string NameIsShown = "WECHATPAY_APP_OPEN";

    /// <param name="parties">Who may have recorded the goods: who is paid, and who pays, since 4.2.11 does not say whose they are
    /// (ours).</param>
    public async ValueTask<Error?> Check(Book book, IEnumerable<BizUserId> parties, IReadOnlyList<PayUse> uses)
    {
        if (Name is null && uses.Any(u => u.Method.Key == NameIsShown)) return Errors.ParameterMissing.In("GoodsName");
        if (Name?.Any(c => char.IsSymbol(c) || char.IsSurrogate(c) || char.IsControl(c) || NotInNames.Contains(c)) == true)
            return Errors.BadParameter.In("GoodsName");
        if (Type != Goods.CrossBorder) return null;
        if (BizGoodsNo is null) return Errors.ParameterMissing.In(nameof(BizGoodsNo));
        var wrong = Errors.GoodsNotRecorded;
        foreach (var party in parties.Distinct())
        {
            if (await book.Goods.Find(Goods.KeyOf(party, BizGoodsNo)) is not { } goods) continue;
            if (goods.GoodsType == Type) return null;
            wrong = Errors.GoodsTypeDoesNotMatch.About(BizGoodsNo);
        }
        return wrong;
    }

    /// <summary>What the order keeps: nothing where nothing was said.</summary>
    public OrderedGoods? Kept => this == new OrderedGoods(null, null, null) ? null : this;
}
