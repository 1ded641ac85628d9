namespace Tongbao.Simulators;

/// <summary>绑卡验证: do card, person and phone belong together? 通商云 6.18.</summary>
/// <param name="Mode">绑卡方式.</param>
/// <param name="Expiry">MMyy.</param>
public sealed record CardQuestion(int Mode, string CardNo, string? Name, string? IdNumber, string? Phone, string? Expiry, string? Cvv2)
{
    /// <summary>Nothing of it may reach a log.</summary>
    public override string ToString() => $"绑卡 {Mode}";
}

/// <summary>What the bank says of a card.</summary>
/// <param name="Ok">They belong together; with a code sent, the binding still waits for it.</param>
public sealed record CardOutcome(bool Ok)
{
    public string? Message { get; init; }

    /// <summary>What is not the holder's: name, id, phone, expiry or cvv2; null where it is not one of these.</summary>
    public string? Differs { get; init; }

    /// <summary>短信验证码 that the bank sent, in the modes that have one.</summary>
    public string? CodeSent { get; init; }
    public bool WrongCode { get; init; }

    /// <summary>贷记卡 by its number, as the test environment has it.</summary>
    public bool IsCredit { get; init; }
}
