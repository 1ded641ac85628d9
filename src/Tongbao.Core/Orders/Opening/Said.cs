namespace Tongbao.Core.Orders.Opening;

/// <summary>原话: what the merchant said of an order when it applied, and gets back as it said it. Nothing changes it later.</summary>
public sealed record Said : IPart<Said>
{
    public static Said None { get; } = new();

    /// <summary>业务码: what a collect is for. An agent pay out of it has the code that goes with it.</summary>
    [FormerlyOutside("tradeCode")] public string? TradeCode { get; init; }
    [FormerlyOutside("goods")] public OrderedGoods? Goods { get; init; }

    /// <summary>后台通知地址: where its notices go.</summary>
    [FormerlyOutside("backUrl")] public string? BackUrl { get; init; }

    /// <summary>前台跳转地址: where a page leads its payer back to.</summary>
    [FormerlyOutside("frontUrl")] public string? FrontUrl { get; init; }
    [FormerlyOutside("summary")] public string? Summary { get; init; }
    [FormerlyOutside("extendInfo")] public string? ExtendInfo { get; init; }

    /// <summary>商户下单时间.</summary>
    public DateTimeOffset? OrderedAt { get; init; }

    /// <summary>匿名用户: the payer is named, and is no member.</summary>
    public bool Anonymous { get; init; }
}
