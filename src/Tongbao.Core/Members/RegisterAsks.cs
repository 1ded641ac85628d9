namespace Tongbao.Core.Members;

/// <summary>核验: what a register is asked whether it is so.</summary>
public abstract record RegisterCheck
{
    /// <summary>The refusal where it is not so.</summary>
    public abstract Error Refusal { get; }
}

/// <summary>企业工商要素验证: is there an enterprise of this credit code, name and legal person?</summary>
public sealed record CompanyCheck(string CreditCode, string Name, string LegalName) : RegisterCheck
{
    public override Error Refusal => Errors.CompanyRefused;
}

/// <summary>实名认证 of a person, or of an enterprise's legal person: is there a person of this name and paper?</summary>
/// <param name="IsIdCard">身份证: otherwise the number is that of another kind of paper.</param>
/// <param name="CreditCode">The enterprise whose legal person it should be.</param>
public sealed record PersonCheck(string Name, IdNumber IdNumber, bool IsIdCard = true, string? CreditCode = null) : RegisterCheck
{
    public override Error Refusal => Errors.RealNameRefused;
}

/// <summary>银行账户认证: does the account belong to this holder, with this phone?</summary>
public sealed record AccountCheck(BankCardNo Card, string Name, IdNumber? IdNumber, Phone? Phone, bool IsIdCard = true) : RegisterCheck
{
    public override Error Refusal => Errors.CardBindingFailed;
}

/// <summary>手机号核验: is it the phone of this person?</summary>
public sealed record PhoneCheck(Phone Phone, string Name, IdNumber IdNumber) : RegisterCheck
{
    public override Error Refusal => Errors.PhoneOfSomebodyElse;
}

/// <summary>收银宝商户号核验: is it one of this platform's at the acquirer?</summary>
public sealed record MerchantCheck(string MerchantNo) : RegisterCheck
{
    public override Error Refusal => Errors.MerchantNumberUnknown;
}

/// <summary>What the registers said.</summary>
/// <param name="Ok">Null: one of them did not answer.</param>
/// <param name="Failed">The first check that failed. Those after it were not asked.</param>
/// <param name="IsCredit">贷记卡: whether the account that was asked about is a credit card.</param>
public sealed record RegistersSaid(bool? Ok, RegisterCheck? Failed = null, bool IsCredit = false)
{
    /// <summary>The account that was asked about has another holder.</summary>
    public bool IsOfAnother { get; init; }

    /// <summary>Null where all is so.</summary>
    public Error? Refusal => Ok is null ? Errors.TimedOut : Failed?.Refusal;
}

/// <summary>A use case that asks registers before anything is done.</summary>
public interface IRegistersCommand
{
    RegistersSaid? Registers { get; }
    Command With(RegistersSaid said);
}

/// <summary>核验: checks that are made in order until one fails. The answer is the same command again.</summary>
public sealed record RegistersAsk(IRegistersCommand Of, IReadOnlyList<RegisterCheck> Checks) : Ask;
