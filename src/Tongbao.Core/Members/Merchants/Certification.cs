namespace Tongbao.Core.Members.Merchants;

/// <summary>认证状态 of a merchant number at WeChat or Alipay. The numbers are those that stand in the store.</summary>
public enum CertificationState { None = 0, UnderWay = 1, Certified = 2, Failed = 3 }

/// <param name="Channel">wx or ali.</param>
/// <param name="SubMerchantNo">渠道子商户号.</param>
public sealed record ChannelCertification(string Channel, string SubMerchantNo, CertificationState State)
{
    public string? Message { get; init; }

    /// <summary>When the channel decided.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The page on which it was begun last; null before there was one.</summary>
    public CertificationPage? Page { get; init; }

    /// <summary>What is under way on a page that has run out is not under way any more.</summary>
    public CertificationState StateAt(DateTimeOffset now) =>
        State == CertificationState.UnderWay && now >= Page?.Ends ? CertificationState.None : State;
}

/// <summary>认证页面: a page of ours on which a merchant certifies itself.</summary>
/// <param name="Request">Its operation says where the results are told.</param>
/// <param name="FrontUrl">Where the browser goes afterwards; null: nowhere.</param>
public sealed record CertificationPage(BizOrderNo Request, DateTimeOffset Ends, string? FrontUrl);

/// <summary>认证渠道: the channels that certify merchants, by the products that are theirs.</summary>
public static class CertifyingChannels
{
    public const string WeChat = "wx", Alipay = "ali";

    public static readonly IReadOnlyList<string> All = [WeChat, Alipay];

    /// <summary>The channel of a product; null of one that needs no certification.</summary>
    public static string? Of(string product) => product switch
    {
        "VSP501" or "VSP502" or "VSP503" => WeChat,
        "VSP511" or "VSP512" or "VSP513" => Alipay,
        _ => null,
    };

    /// <summary>A number of this merchant at the channel: 10 digits at WeChat, 16 from 2088 on at Alipay.</summary>
    public static string NewNumber(Book book, string channel) =>
        channel == WeChat ? $"19{book.NextCount() % 100_000_000:D8}" : $"2088{book.NextCount() % 1_000_000_000_000:D12}";
}
