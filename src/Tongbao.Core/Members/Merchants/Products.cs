using System.Globalization;

namespace Tongbao.Core.Members.Merchants;

/// <summary>产品: a way to collect that the number has, by the acquirer's code of its transactions (VSP501).</summary>
/// <param name="RatePpm">Fee rate in parts per million: 3000 is 3 per mille.</param>
/// <param name="IsDaily">手续费日结: the fee is taken out of each settlement; otherwise it is charged by the month, outside this ledger.</param>
/// <param name="Least">The least fee of an order.</param>
public sealed record MerchantProduct(string Code, string? ProductNo, int RatePpm, bool IsDaily, Cents Least)
{
    /// <summary>Added, but not approved yet: it cannot be used.</summary>
    public bool IsPending { get; init; }
}

/// <summary>手续费结算周期. The numbers are those that stand in the store.</summary>
public enum FeeCycle { Monthly = 1, Daily = 2 }

/// <summary>请求类型 of product management.</summary>
public enum ProductOperation { Add, Delete, Update, Query }

/// <summary>产品变更: what a request wants to be done to products, until somebody has reviewed it.</summary>
/// <param name="Request">Its operation says where the result is told.</param>
/// <param name="Products">As they are to be; of a deletion their codes alone count.</param>
public sealed record ProductChange(BizOrderNo Request, ProductOperation Operation, IReadOnlyList<MerchantProduct> Products)
{
    public bool Touches(MerchantProduct product) => Products.Any(p => p.Code == product.Code);

    /// <summary>The products when the change is in force.</summary>
    public IReadOnlyList<MerchantProduct> Approved(IReadOnlyList<MerchantProduct> before) => Operation switch
    {
        ProductOperation.Add => [.. before.Select(p => Touches(p) ? p with { IsPending = false } : p)],
        ProductOperation.Delete => [.. before.Where(p => !Touches(p))],
        _ => [.. before.Select(p => Products.FirstOrDefault(changed => changed.Code == p.Code) ?? p)],
    };

    /// <summary>The products as they were before the request.</summary>
    public static IReadOnlyList<MerchantProduct> Rejected(IReadOnlyList<MerchantProduct> before) => [.. before.Where(p => !p.IsPending)];
}

/// <summary>产品 as a request asks for it.</summary>
/// <param name="FeeRate">费率, per mille. Null where a deletion names the product.</param>
public sealed record ProductAsked(string ProductNo, string Code, string? FeeRate, FeeCycle? FeeCycle, Cents? Least)
{
    /// <summary>The product; null where the rate is none.</summary>
    public MerchantProduct? Read() => FeeRates.Parse(FeeRate) is { } rate
        ? new MerchantProduct(Code, ProductNo, rate, FeeCycle != Merchants.FeeCycle.Monthly, Least ?? Cents.Zero) : null;

    /// <summary>The product as it is to be in place of one: what is not said stays.</summary>
    public MerchantProduct? ReadOver(MerchantProduct before) => FeeRates.Parse(FeeRate) is { } rate ? before with
    {
        ProductNo = ProductNo, RatePpm = rate, Least = Least ?? before.Least,
        IsDaily = FeeCycle is null ? before.IsDaily : FeeCycle == Merchants.FeeCycle.Daily,
    }
        : null;
}

/// <summary>产品状态.</summary>
public enum ProductState { InForce = 1, UnderReview = 2 }

/// <summary>已开通产品, as it is shown.</summary>
public sealed record ProductShown(string? ProductNo, string Code, string FeeRate, FeeCycle FeeCycle, Cents Least, ProductState Status)
{
    public static IReadOnlyList<ProductShown> Of(Merchant merchant) => [.. merchant.Products.Select(p => new ProductShown(p.ProductNo,
        p.Code, FeeRates.Show(p.RatePpm), p.IsDaily ? FeeCycle.Daily : FeeCycle.Monthly, p.Least,
        merchant.Change?.Touches(p) == true ? ProductState.UnderReview : ProductState.InForce))];
}

/// <summary>费率: per mille on the wire, with at most two decimals; parts per million here.</summary>
public static class FeeRates
{
    private const int PpmOfHundredth = 10, MostPpm = 100_000, Decimals = 2;

    /// <summary>Null where it is no rate of 0 to 100 per mille.</summary>
    public static int? Parse(string? text)
    {
        if (text is null || text.Split('.') is not { Length: 1 or 2 } parts || parts.Any(p => p.Length == 0 || !p.All(char.IsAsciiDigit)))
            return null;
        var decimals = parts.Length == 2 ? parts[1] : "";
        if (parts[0].Length > 3 || decimals.Length > Decimals) return null;
        var ppm = int.Parse(parts[0] + decimals.PadRight(Decimals, '0'), CultureInfo.InvariantCulture) * PpmOfHundredth;
        return ppm <= MostPpm ? ppm : null;
    }

    public static string Show(int ppm) => new Cents(ppm / PpmOfHundredth).ToString();
}
