namespace Tongbao.Simulators;

/// <summary>绑卡验证: asks whether card, person and phone belong together. 通商云 6.18.</summary>
/// <param name="Mode">绑卡方式.</param>
/// <param name="Expiry">MMyy.</param>
public sealed record CardQuestion(int Mode, string CardNo, string? Name, string? IdNumber, string? Phone, string? Expiry, string? Cvv2)
{
    /// <summary>Must not reveal anything, because it may be logged.</summary>
    public override string ToString() => $"绑卡 {Mode}";
}

/// <summary>The bank's answer about a card.</summary>
/// <param name="Ok">The data match. If a code was sent, the binding still needs it.</param>
public sealed record CardOutcome(bool Ok)
{
    public string? Message { get; init; }

    /// <summary>What does not match the holder's data: name, id, phone, expiry or cvv2; null for other reasons.</summary>
    public string? Differs { get; init; }

    /// <summary>短信验证码 that the bank sent, in modes that use one.</summary>
    public string? CodeSent { get; init; }
    public bool WrongCode { get; init; }

    /// <summary>贷记卡: whether it is a credit card, judged by its number as in the test environment.</summary>
    public bool IsCredit { get; init; }
}
