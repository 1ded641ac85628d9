using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>AT统一认证h5 (云商通 1079): opens a page on which a merchant certifies itself at WeChat and Alipay.</summary>
public sealed record OpenCertification(BizUserId Member, BizOrderNo BizOrderNo, CertificationChannel? Channel, string BackUrl,
    string? FrontUrl) : Command
{
    public const string TransCode = "1079", Page = "certification";

    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public override async ValueTask<Result> Run(Book book)
    {
        var (twin, taken) = await book.TwinOf(BizOrderNo);
        if (twin is not null) return Reply(book, twin);
        if (taken is not null) return taken;
        if (await book.OnboardedMerchant(Member) is not { } merchant) return Errors.CertificationTooEarly;
        if (merchant.IsFrozen) return Errors.MerchantFrozen;
        var channels = merchant.Named(Channel);
        if (channels.Count == 0) return Errors.NoProductOfChannel;
        var open = channels.Where(c => c.State != CertificationState.Certified).ToList();
        if (open.Count == 0) return Errors.AlreadyCertified;

        var operation = book.BeginOperation(BizOrderNo, Member, OperationKind.Certification, BackUrl);
        foreach (var channel in open)
        {
            var page = new CertificationPage(BizOrderNo, book.Now + Life, FrontUrl);
            merchant = merchant.With(channel with { State = CertificationState.UnderWay, Page = page, Message = null, At = null });
        }
        book.Merchants.Save(merchant);
        return Reply(book, operation);
    }

    private static Opened Reply(Book book, AccountOperation operation) => new(operation.Member,
        WireNumbers.Of(operation.OrderNo.Value, TransCode),
        book.Environment.Part<IPageAddresses>().Of(Page, book.App.Id, operation.OrderNo.Value));

    public sealed record Opened(BizUserId Member, string WireNo, string PageUrl) : Reply;
}
