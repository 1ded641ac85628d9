namespace Tongbao.Simulators;

/// <summary>绑卡 as the vendor's test environment answers, mode by mode (通商云 6.18). It has no memory.</summary>
public sealed class CardSimulator(IRegistry registry)
{
    /// <param name="WantsProof">Whether a credit card needs 有效期 or CVV2, at least one of them.</param>
    private sealed record Mode(bool TakesCredit, bool WantsProof = true);

    private static readonly Dictionary<int, Mode> Modes = new()
    {
        [1] = new(TakesCredit: false),                  // 通联通账户实名验证(三要素)
        [2] = new(TakesCredit: true),                   // ITS 四要素加短信
        [3] = new(TakesCredit: false),                  // 通联通实名付
        [5] = new(TakesCredit: false),                  // 通联通账户实名验证(四要素)
        [6] = new(TakesCredit: true),                   // 通联通协议支付签约
        [7] = new(TakesCredit: true),                   // 收银宝快捷支付签约
        [8] = new(TakesCredit: true, WantsProof: false), // 万鉴通四要素: only the four data items, even for a credit card (4.1.10)
    };

    /// <summary>The first step: checks that the data belong together. In some modes a code is sent.</summary>
    public async ValueTask<CardOutcome> Check(CardQuestion q)
    {
        if (!Modes.TryGetValue(q.Mode, out var mode)) return Refused("不支持的绑卡方式");
        var listed = await registry.Card(q.CardNo);
        var credit = IsCredit(q, listed);
        if (listed is not null)
        {
            if (listed.Differs(q.Name, q.IdNumber, q.Phone) is { } other)
                return Refused(Texts[other], credit) with { Differs = other };
        }
        else if (ValueOf(q) is { Outcome: TradeResults.Fail } value) return Refused(value.Message!, credit);
        else if (TestCards.Find(q.CardNo) is { } card && TestCards.Conflict(card, q) is var (differs, conflict))
            return Refused(conflict, credit) with { Differs = differs };
        if (credit && !mode.TakesCredit) return Refused("不支持贷记卡", credit);
        if (credit && mode.WantsProof && string.IsNullOrEmpty(q.Expiry) && string.IsNullOrEmpty(q.Cvv2))
            return Refused("贷记卡,有效期和 CVV2 至少送一个", credit);
        return new CardOutcome(true) { CodeSent = CodeOf(q), IsCredit = credit };
    }

    /// <summary>The second step. Expiry and CVV2 were checked in the first step and are not sent again.</summary>
    public async ValueTask<CardOutcome> Confirm(CardQuestion q, string code)
    {
        if (!Modes.ContainsKey(q.Mode)) return Refused("不支持的绑卡方式");
        var right = CodeOf(q) is not { } sent || sent == code;
        return new CardOutcome(right)
        {
            WrongCode = !right, Message = right ? null : "短信验证码错误", IsCredit = IsCredit(q, await registry.Card(q.CardNo)),
        };
    }

    private static readonly Dictionary<string, string> Texts =
        new() { ["name"] = "账号户名不一致", ["id"] = "身份证不一致", ["phone"] = "手机号不一致" };

    private static bool IsCredit(CardQuestion q, ListedCard? listed) => listed?.IsCredit ?? IsCredit(q);

    private static bool IsCredit(CardQuestion q) => ValueOf(q)?.Outcome == "credit" || TestCards.Find(q.CardNo) is { IsCredit: true };

    private static string? CodeOf(CardQuestion q) => TestValues.CodeOf($"bind.{q.Mode}")?.Code;

    private static TestValue? ValueOf(CardQuestion q) => TestValues.Find($"bind.{q.Mode}", field => field switch
    {
        "card" => q.CardNo,
        "name" => q.Name,
        "id" => q.IdNumber,
        "phone" => q.Phone,
        _ => null,
    });

    private static CardOutcome Refused(string message, bool credit = false) => new(false) { Message = message, IsCredit = credit };
}
