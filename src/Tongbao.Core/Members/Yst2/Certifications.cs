using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>渠道 as requests name them.</summary>
public enum CertificationChannel { WeChat, Alipay, All }

/// <summary>渠道子商户查询 (云商通 1077): a row a channel for which the merchant has a product.</summary>
public sealed record QuerySubMerchants(BizUserId Member, CertificationChannel? Channel) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (merchant, name) = await CertifiedMerchants.Find(book, Member);
        return merchant is null ? Errors.NotOnboarded
            : new Found(Member, [.. merchant.Named(Channel).Select(c => new SubMerchant(c.Channel, c.SubMerchantNo, name))]);
    }

    public sealed record Found(BizUserId Member, IReadOnlyList<SubMerchant> SubMerchants) : Reply;

    public sealed record SubMerchant(string Channel, string SubMerchantNo, string? SubMerchantName);
}

/// <summary>渠道认证状态查询 (云商通 1078).</summary>
public sealed record QueryCertifications(BizUserId Member, CertificationChannel? Channel) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (merchant, _) = await CertifiedMerchants.Find(book, Member);
        return merchant is null ? Errors.NotOnboarded : new Found(Member, [.. merchant.Named(Channel)
            .Select(c => new Certification(c.Channel, c.SubMerchantNo, c.StateAt(book.Now), c.Message, c.At))]);
    }

    public sealed record Found(BizUserId Member, IReadOnlyList<Certification> Certifications) : Reply;

    public sealed record Certification(string Channel, string SubMerchantNo, CertificationState State, string? Message,
        DateTimeOffset? CertifiedAt);
}

/// <summary>Whose certification it is.</summary>
internal static class CertifiedMerchants
{
    /// <summary>The newest number that was opened here, and the name that the channels know it by.</summary>
    public static async ValueTask<(Merchant? Merchant, string? Name)> Find(Book book, BizUserId member) =>
        await book.OnboardedMerchant(member) is { } merchant
            ? (merchant, (await book.Onboardings.Find(merchant.Onboarding!.Value.Value))?.Basics.ShortName) : (null, null);

    /// <summary>The channels that a request means, of those that the merchant has a product of.</summary>
    public static IReadOnlyList<ChannelCertification> Named(this Merchant merchant, CertificationChannel? channel) =>
        [.. merchant.OpenChannels.Where(c => channel switch
        {
            CertificationChannel.WeChat => c.Channel == CertifyingChannels.WeChat,
            CertificationChannel.Alipay => c.Channel == CertifyingChannels.Alipay,
            _ => true,
        })];
}
