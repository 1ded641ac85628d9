using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Platform;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Pages.Simulated;

/// <summary>An order as its simulated wallet or bank sees it.</summary>
/// <param name="Method">The payment method, from the tables of the order's wire.</param>
/// <param name="Bank">Of a gateway order, the bank that it names or that the payer chose.</param>
/// <param name="Sms">Of an order by card, the code that was sent for it.</param>
public sealed record SimulatedOrder(App App, Order Order, Leg Leg, PayMethod Method, string? Bank, SmsMessage? Sms, string Address)
{
    private const string WeChat = "wechat", Alipay = "alipay";

    /// <summary>Why it ended unpaid, in the words of its wire; null where nothing is said.</summary>
    public string? Ended { get; init; }

    /// <summary>What the payer brings back to the merchant in the present state of the order; null: nothing.</summary>
    public PageReturn? Back { get; init; }

    /// <summary>Somebody pays it, outside of us: neither a payout nor a refund has such a page.</summary>
    public static bool HasPage(Order order) => order.Kind != OrderKind.Refund && order.ChannelLeg is { Flow: not PayFlow.Payout };

    public string MethodName => Method.Name;

    /// <summary>Paid by a bound card, with a code that its holder types at the merchant's.</summary>
    public bool IsByCard => Leg.Flow == PayFlow.Sms;

    public string Path => new Uri(Address).AbsolutePath;

    /// <summary>Led to by a browser, and left to the merchant again; a wallet stays where it is.</summary>
    public bool IsBank => Leg.Flow == PayFlow.Redirect;

    /// <summary>It is paid in a wallet, in its app or in a browser; otherwise at a bank.</summary>
    public bool IsWallet => !IsBank || Method.Channel is WeChat or Alipay;

    /// <summary>The name of the wallet in the head of its page.</summary>
    public (string Zh, string En) Wallet => Method.Channel switch
    {
        WeChat => ("模拟微信", "Simulated WeChat"),
        Alipay => ("模拟支付宝", "Simulated Alipay"),
        _ => ("模拟钱包", "Simulated wallet"),
    };

    /// <summary>优惠信息 (5.18, 5.19), as it was passed through.</summary>
    public string? Benefit => Leg.More.GetValueOrDefault("benefitdetail")?.Clear;

    /// <summary>What a wallet scans.</summary>
    public bool IsScanned => Leg.Flow == PayFlow.Scan;
}
