namespace Tongbao.Simulators;

/// <summary>绑卡 as the vendor's test environment answers it, mode by mode (通商云 6.18). It remembers nothing.</summary>
public sealed class CardSimulator
{
    /// <param name="Code">Sent to the holder where a second step follows.</param>
    /// <param name="WantsProof">Of a credit card: 有效期 or CVV2, at least one.</param>
    private sealed record Mode(bool TakesCredit, string? Code = null, bool WantsProof = true);

    private static readonly Dictionary<int, Mode> Modes = new()
    {
        [1] = new(TakesCredit: false),                  // 通联通账户实名验证(三要素)
        [2] = new(TakesCredit: true, "111111"),         // ITS 四要素加短信
        [3] = new(TakesCredit: false, "11111"),         // 通联通实名付: five digits here, six when paying
        [5] = new(TakesCredit: false),                  // 通联通账户实名验证(四要素)
        [6] = new(TakesCredit: true, "111111"),         // 通联通协议支付签约
        [7] = new(TakesCredit: true, "111111"),         // 收银宝快捷支付签约
        [8] = new(TakesCredit: true, WantsProof: false), // 万鉴通四要素: of a credit card too the four alone (4.1.10)
    };

    /// <summary>The first step: are they of one another? In some modes a code goes out.</summary>
    public CardOutcome Check(CardQuestion q)
    {
        if (!Modes.TryGetValue(q.Mode, out var mode)) return Refused("不支持的绑卡方式");
        var credit = IsCredit(q);
        if (Ending(q) is { } refusal) return Refused(refusal, credit);
        if (TestCards.Find(q.CardNo) is { } card && TestCards.Conflict(card, q) is { } conflict) return Refused(conflict, credit);
        if (credit && !mode.TakesCredit) return Refused("不支持贷记卡", credit);
        if (credit && mode.WantsProof && string.IsNullOrEmpty(q.Expiry) && string.IsNullOrEmpty(q.Cvv2)) return Refused("贷记卡,有效期和 CVV2 至少送一个", credit);
        return new CardOutcome(true) { CodeSent = mode.Code, IsCredit = credit };
    }

    /// <summary>The second step. The bank has seen expiry and CVV2 in the first, so they are not asked for again.</summary>
    public CardOutcome Confirm(CardQuestion q, string code)
    {
        if (!Modes.TryGetValue(q.Mode, out var mode)) return Refused("不支持的绑卡方式");
        var right = mode.Code is null || mode.Code == code;
        return new CardOutcome(right) { WrongCode = !right, Message = right ? null : "短信验证码错误", IsCredit = IsCredit(q) };
    }

    private static bool IsCredit(CardQuestion q) =>
        (q.Mode == 6 && q.CardNo.EndsWith("00", StringComparison.Ordinal)) || TestCards.Find(q.CardNo) is { IsCredit: true };

    /// <summary>Mode 6: the end of the card number decides.</summary>
    private static string? Ending(CardQuestion q) => (q.Mode, q.CardNo) switch
    {
        (6, [.., '0', '1']) => "手机号不一致",
        (6, [.., '0', '2']) => "身份证不一致",
        (6, [.., '0', '3']) => "卡号异常",
        (6, [.., '0', '4']) => "账号户名不一致",
        _ => null,
    };

    private static CardOutcome Refused(string message, bool credit = false) => new(false) { Message = message, IsCredit = credit };
}
