using Tongbao.Core.Members.Agreements;

namespace Tongbao.Server.Pages.Signing;

/// <summary>协议文本: the name of an agreement and what it says, as its parties read it.</summary>
public sealed record AgreementTexts(string Zh, string En, IReadOnlyList<(string Zh, string En)> Clauses)
{
    private static readonly Dictionary<AgreementKind, AgreementTexts> All = new()
    {
        [AgreementKind.Acquiring] = new("支付入网协议", "Acquiring agreement",
        [
            ("支付机构为会员受理其商户号下的付款，并按约定的结算周期将资金扣除手续费后计入会员账户。",
                "The payment institution accepts payments to the member's merchant number and, on the agreed settlement day, "
                + "books the money less its fee to the member's account."),
            ("会员保证所收款项均来自真实、合法的交易，并留存交易凭证以备查验。",
                "The member collects for real and lawful trades only, and keeps their records for inspection."),
            ("付款人退款、拒付或交易存疑时，会员同意按规则退回相应款项。",
                "If a payer is refunded or a trade is in doubt, the member gives the money back by the rules."),
            ("本协议自会员签署之时起生效。",
                "This agreement is in force once the member has signed it."),
        ]),
        [AgreementKind.Commission] = new("平台抽佣协议", "Commission agreement",
        [
            ("会员授权平台从会员已结算的订单资金中收取佣金，佣金由支付机构按平台的指令划转。",
                "The member lets the platform take a commission out of its settled orders; the payment institution moves it "
                + "as the platform orders."),
            ("每笔订单的佣金不超过订单金额（扣除已退款部分）的上述最大比例。",
                "The commission of an order is at most the ratio above, of the order's amount less what was refunded."),
            ("变更比例须重新签约；新协议签署前，原协议继续有效。",
                "Another ratio needs a new agreement; until that is signed, this one holds."),
        ]),
        [AgreementKind.Split] = new("分账协议", "Split agreement",
        [
            ("收款方授权支付机构按平台的指令，从收款方已结算的订单资金中向分账方划转款项。",
                "The payee lets the payment institution move parts of its settled orders to the receiver of shares, as the "
                + "platform orders."),
            ("分账方每笔订单所得不超过订单金额（扣除已退款部分）的上述最大比例。",
                "Of an order the receiver gets at most the ratio above, of the order's amount less what was refunded."),
            ("订单退款时，分账方同意按规则退回其所得的相应部分。",
                "When an order is refunded, the receiver gives its part back by the rules."),
            ("变更比例须重新签约。本协议自收款方与分账方均签署之时起生效，原协议同时失效。",
                "Another ratio needs a new agreement. This one takes force when payee and receiver have both signed; one "
                + "before it ends in that instant."),
        ]),
        [AgreementKind.Letter] = new("授权委托书", "Letter of authority",
        [
            ("法定代表人授权被授权人以其手机号办理本企业账户的绑定、签约与验证事项。",
                "The legal person lets the authorised person bind the phone, sign and confirm for the account of this "
                + "enterprise."),
            ("被授权人凭短信验证码完成的操作，视为本企业所为。",
                "What the authorised person confirms by SMS code counts as done by the enterprise."),
            ("企业解绑该手机号后，授权终止；此前签署的协议继续有效。",
                "The authority ends when the enterprise unbinds the phone; agreements that were signed before stay in force."),
        ]),
    };

    public static AgreementTexts Of(AgreementKind kind) => All[kind];
}
