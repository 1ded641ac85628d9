namespace Tongbao.Simulators;

/// <summary>测试环境短信验证码: pay methods whose payments are confirmed by one code, whoever pays (通商云 5.2).</summary>
public static class FixedCodes
{
    /// <summary>By the key of the pay method. 实名付 has six digits here; when a card is bound for it, five (6.18).</summary>
    public static IReadOnlyDictionary<string, string> OfPayments { get; } = new Dictionary<string, string>
    {
        ["REALNAMEPAY"] = TestValues.PayCode,
        ["REALNAMEPAY_BATCH"] = TestValues.PayCode,
    };
}
