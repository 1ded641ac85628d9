using Tongbao.Core.Members;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Accp;

/// <summary>
/// 网关类支付 (连连 交易 3.2.4): at a wallet or a bank, in part by balance or coupon. What the payer goes on with is answered; that it was paid is
/// told later. No code is asked for: the payer proves itself there, and by the password where its balance has a part.
/// </summary>
public sealed record PaymentGw(BizOrderNo BizOrderNo, Cents Amount, string? AppId, string? OpenId, string? BankCode,
    YesNo? DirectionalpayFlag, PartyType PayerType, BizUserId Payer, Secret? Password, string? RandomKey, IReadOnlyList<PayPart> Uses)
    : TypedPasswordCommand(Password, RandomKey)
{
    private const string AppIdKey = "appid", OpenIdKey = "openid", BankKey = "bankcode";

    public override void Prefetch(IPrefetch rows)
    {
        rows.By(Order.Rows, Order.ByBizNo, BizOrderNo.Value);
        if (PayerType == PartyType.User) rows.Row(Member.Rows, Payer.Value);
    }

    public override async ValueTask<Result> Run(Book book)
    {
        if ((PayCalls.CheckParts(Uses, Amount) ?? CheckNeeds(book)) is { } contradiction) return contradiction;
        if (PayerType == PartyType.Merchant && Payer.Value != book.No) return Errors.DiffersFromOrder.On(nameof(Payer), Payer.Value);
        var payer = PayerType == PartyType.Merchant ? BizUserId.Platform : Payer;
        var (order, wrong) = await PayCalls.Find(book, BizOrderNo, payer, Amount);
        if (order is { Kind: not OrderKind.Deposit } && payer.IsPlatform) return Errors.PlatformMayNotConsume.On(nameof(PayerType));
        if (wrong is not null) return wrong;
        if (DirectionalpayFlag == YesNo.Yes) return Errors.TradeRule.In(nameof(DirectionalpayFlag));
        if (AppId is not null && book.Settings.AppIds is { Count: > 0 } known && !known.Contains(AppId))
            return Errors.AppIdUnknown.On(nameof(AppId), AppId, Allowed.OneOf(known));
        return await PayCalls.Pay(book, order!, this, Uses, byPassword: Uses.Any(u => u.Method == PayMethod.Balance), More());
    }

    private Error? CheckNeeds(Book book)
    {
        var needs = Uses.SelectMany(u => book.Pay.Method(u.Method).Needs).ToHashSet();
        if (AppId is null && needs.Contains(AppIdKey)) return Errors.ParameterMissing.In(nameof(AppId));
        return OpenId is null && needs.Contains(OpenIdKey) ? Errors.ParameterMissing.In(nameof(OpenId)) : null;
    }

    /// <summary>What the channel is told beside the sum.</summary>
    private Dictionary<string, Secret> More()
    {
        var more = new Dictionary<string, Secret>();
        foreach (var (key, value) in new[] { (AppIdKey, AppId), (OpenIdKey, OpenId), (BankKey, BankCode) })
        {
            if (value is not null) more[key] = new Secret(value);
        }
        return more;
    }
}
