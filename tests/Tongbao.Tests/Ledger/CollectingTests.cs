using Tongbao.Core;
using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Ledger;

/// <summary>
/// 收款: what a merchant number must be to collect, and what becomes of a payment that is taken back, doubled, or paid on other terms than it was
/// applied for.
/// </summary>
public sealed class CollectingTests : IAsyncLifetime
{
    private Bank bank = null!;
    private SettlingMarket market = null!;

    public async ValueTask InitializeAsync()
    {
        bank = await Bank.Open(Store.Sqlite);
        market = await SettlingMarket.Open(bank, settings: new { preReviewLimit = 100_00 });
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Null(await bank.Check(market.App));
        await bank.DisposeAsync();
    }

    [Fact, Holds("7.5.1.3#1-3", "7.5.5#3")]
    public async Task A_product_must_be_open_and_its_channel_must_have_certified_the_number()
    {
        Assert.Null(await market.Refused());
        Assert.Equal("ProductNotOpen", await market.Refused(product: "VSP511"));
        MerchantProduct[] products = [.. market.Number.Products, new("VSP511", null, 3_000, true, Cents.Zero), new("VSP551", null, 3_000, true, Cents.Zero),
            new("VSP531", null, 3_000, true, Cents.Zero) { IsPending = true }];
        await market.Change(market.Number with { Products = products });
        Assert.Equal("ChannelNotCertified", await market.Refused(product: "VSP511"));
        Assert.Null(await market.Refused(product: "VSP551"));
        Assert.Equal("ProductNotOpen", await market.Refused(product: "VSP531"));
        await market.Change(market.Number with
        {
            Products = products, Certifications = [new("wx", "1", CertificationState.UnderWay), new("ali", "2", CertificationState.Certified)],
        });
        Assert.Equal("ChannelNotCertified", await market.Refused());
        Assert.Null(await market.Refused(product: "VSP511"));
    }

    [Fact, Holds("7.5.1.2#2", "7.5.1.2#10")]
    public async Task Until_its_review_has_passed_a_number_collects_so_much_a_day_and_a_frozen_one_nothing()
    {
        await market.GivenPaid(60_00);
        Assert.Equal("AboveLimitBeforeReview", await market.Refused(40_01));
        Assert.Null(await market.Refused(40_00));
        await market.WhenItIs("2026-11-24 00:00");
        Assert.Null(await market.Refused(100_00));
        Assert.Equal("AboveLimitBeforeReview", await market.Refused(100_01));
        await market.Change(market.Number with { Compliance = ComplianceState.Passed });
        Assert.Null(await market.Refused(100_01));
        await market.Change(market.Number with { Compliance = ComplianceState.Frozen });
        Assert.Equal("MerchantFrozen", await market.Refused());
        // A new number beside it counts alone; of two that are not frozen the request must name one.
        await market.Change(market.Number with { No = "990000000000002" });
        Assert.Null(await market.Refused());
        await market.Change(market.Number);
        Assert.Equal("MerchantNumberOfAnother", await market.Refused());
    }

    [Fact, Holds("7.5.1.4#6")]
    public async Task The_terms_of_the_moment_of_the_payment_count_and_stay()
    {
        var (first, second) = (await market.GivenApplied(50_00), await market.GivenApplied(50_00));
        await market.Change(market.Number with { Products = [market.Number.Products[0] with { RatePpm = 5_000 }], ClearTimeRule = "D+1" });
        await market.WhenChannelSays(first, ChannelResult.Success);
        await market.Change(market.Number with { Products = [], ClearTimeRule = "T+1" });
        await market.WhenChannelSays(second, ChannelResult.Success);
        var (one, two) = (await bank.Order(market.App, first), await bank.Order(market.App, second));
        Assert.Equal((5_000, "D+1"), (one.Settlement.RatePpm, one.Settlement.ClearTimeRule));
        Assert.Equal((6_000, "T+1"), (two.Settlement.RatePpm, two.Settlement.ClearTimeRule));
        await market.WhenItIs("2026-11-24 09:00");
        Assert.Equal($"0/{49_75 + 49_70}", await market.Figures("A"));
    }

    [Fact]
    public async Task A_fee_is_at_least_what_the_product_says_and_at_most_the_order()
    {
        await market.Change(market.Number with { Products = [market.Number.Products[0] with { Least = new Cents(5) }] });
        await market.GivenPaid(1_00);
        await market.GivenPaid(3);
        await market.WhenItIs("2026-11-24 09:00");
        Assert.Equal("0/95", await market.Figures("A"));
    }

    [Fact]
    public async Task A_payment_that_comes_twice_or_late_goes_back_and_settles_nothing()
    {
        var order = await market.GivenPaid(50_00);
        await market.WhenChannelSays(order.BizNo.Value, ChannelResult.Success);
        await market.WhenChannelSays(order.BizNo.Value, ChannelResult.Success, "W2");
        Assert.Equal(new Cents(50_00), (await bank.Order(market.App, order.BizNo.Value)).Strays.Sum);
        await market.WhenItIs("2026-11-24 09:00");
        Assert.Equal("0/4970", await market.Figures("A"));
    }

    [Fact]
    public async Task A_payment_that_is_taken_back_before_it_is_settled_is_never_settled_and_one_after_is_listed()
    {
        var (early, late) = (await market.GivenPaid(20_00), await market.GivenPaid(10_00));
        await market.WhenChannelSays(early.BizNo.Value, ChannelResult.Reversed);
        Assert.Equal(OrderStatus.Failed, (await bank.Order(market.App, early.BizNo.Value)).Status);
        await market.WhenItIs("2026-11-24 09:00");
        await market.WhenChannelSays(late.BizNo.Value, ChannelResult.Reversed);
        Assert.Equal(OrderStatus.Paid, (await bank.Order(market.App, late.BizNo.Value)).Status);
        Assert.Equal("0/994", await market.Figures("A"));
    }
}
