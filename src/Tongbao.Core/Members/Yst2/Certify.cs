using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>AT认证状态异步通知 (云商通 1080): one a channel, in success and in failure.</summary>
[StoredAs("certification")]
public sealed record CertificationTold(BizUserId Member, BizOrderNo BizOrderNo, string WireNo, string MerchantNo, string Channel,
    string SubMerchantNo, CertificationState CertificationState, string? Message, DateTimeOffset CertifiedAt) : NoticeFacts
{
    public const string Event = "1080";
}

/// <summary>渠道认证结果: what WeChat or Alipay decided of a merchant. One that failed may be tried again on a new page.</summary>
/// <param name="Page">The page on which it was decided; null where an operator did.</param>
public sealed record Certify(BizUserId Member, string Channel, bool IsCertified, string? Message, BizOrderNo? Page = null) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.OnboardedMerchant(Member) is not { } merchant) return Errors.NotOnboarded;
        if (merchant.OpenChannels.FirstOrDefault(c => c.Channel == Channel) is not { } channel) return Errors.NoProductOfChannel;
        if (channel.State == CertificationState.Certified) return Errors.AlreadyCertified;
        if (Page is not null && (channel.Page?.Request != Page || channel.StateAt(book.Now) != CertificationState.UnderWay))
            return Errors.NothingToDo;
        var decided = channel with
        {
            State = IsCertified ? CertificationState.Certified : CertificationState.Failed, Message = Message, At = book.Now,
        };
        book.Merchants.Save(merchant.With(decided));
        if (channel.Page is { } page && await book.FindOperation(page.Request) is { } operation) Tell(book, merchant, decided, operation);
        return new Decided(decided.State);
    }

    private static void Tell(Book book, Merchant merchant, ChannelCertification decided, AccountOperation operation) =>
        book.Tell(operation, CertificationTold.Event, new CertificationTold(merchant.Member, operation.BizNo,
            WireNumbers.Of(operation.OrderNo.Value, OpenCertification.TransCode), merchant.No, decided.Channel, decided.SubMerchantNo,
            decided.State, decided.Message, decided.At!.Value));

    public sealed record Decided(CertificationState Status) : Reply;
}

/// <summary>认证页面: what stands on the page that a request opened.</summary>
public sealed record ShowCertification(OrderNo Page) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Operations.FindBy(AccountOperation.ByOrderNo, Page.Value) is not { Kind: OperationKind.Certification } operation
            || await book.OnboardedMerchant(operation.Member) is not { } merchant) return Errors.NothingToDo;
        IReadOnlyList<ChannelCertification> channels = [.. merchant.OpenChannels.Where(c => c.Page?.Request == operation.BizNo)];
        if (channels.Count == 0) return Errors.NothingToDo;
        var name = (await book.Onboardings.Find(merchant.Onboarding!.Value.Value))?.Basics.Name ?? operation.Member.Value;
        return new Found(operation.Member, operation.BizNo, name, channels[0].Page!, channels);
    }

    public sealed record Found(BizUserId Member, BizOrderNo Request, string Name, CertificationPage Page,
        IReadOnlyList<ChannelCertification> Channels) : Reply;
}
