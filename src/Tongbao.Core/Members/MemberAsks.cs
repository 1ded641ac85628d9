using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>实名认证: is there a person of this name and ID number?</summary>
public sealed record PersonAsk(BizUserId Member, string Name, IdNumber IdNumber) : Ask;

/// <summary>绑卡验证: are card, person and phone of one another? With a code, the second step of the modes that have one.</summary>
public sealed record CardAsk(BizUserId Member, CardBinding Binding, Secret? Expiry = null, Secret? Cvv2 = null, Secret? Code = null) : Ask;

/// <summary>企业认证: is the company what it says?</summary>
public sealed record CompanyAsk(BizUserId Member, Company Company) : Ask;

/// <summary>四要素核验: what does not fit the card.</summary>
public enum Mismatch { Name, IdNumber, Phone, Other }

/// <summary>What the bank said of the four elements.</summary>
/// <param name="Ok">Null: no answer came.</param>
public sealed record ElementsSaid(bool? Ok, Mismatch? Wrong, string? Message, bool IsCredit)
{
    /// <summary>Null where they are of one another.</summary>
    public Error? Refusal => (Ok, Wrong) switch
    {
        (true, _) => null,
        (null, _) => Errors.TimedOut,
        (_, Mismatch.Name) => Errors.RealNameRefused,
        (_, Mismatch.IdNumber) => Errors.NotTheVerifiedPerson,
        (_, Mismatch.Phone) => Errors.ReservedPhoneWrong,
        _ => Message is null ? Errors.CardBindingFailed : Errors.CardRefusedByChannel.With(Message),
    };
}

/// <summary>
/// A use case that asks of a card whether its four elements are of one another before anything is done. Where it judges a password too, it
/// does so first, and not again once <see cref="Elements"/> are there: the factor is used up by then.
/// </summary>
public interface IElementsCommand
{
    ElementsSaid? Elements { get; }
    Command With(ElementsSaid said);
}

/// <summary>四要素核验 (name, ID number, card number, reserved phone): its answer is the same command again.</summary>
public sealed record ElementsAsk(IElementsCommand Of, CardBinding Binding, Secret? Expiry, Secret? Cvv2) : Ask;

/// <summary>A use case that has a person opened at the bank.</summary>
public interface IOpeningCommand
{
    Command With(OpeningSaid said);
}

/// <param name="Ok">Null: the bank is slow, and says it later.</param>
public sealed record OpeningSaid(bool? Ok, string? Message);

/// <summary>银行开户: its answer is the same command again; a later one comes as <see cref="OpeningDecided"/>, by our number.</summary>
public sealed record OpeningAsk(IOpeningCommand Of, BizUserId Member, OrderNo OrderNo, BizOrderNo BizNo, string Name, IdNumber IdNumber)
    : Ask;

/// <summary>A use case that has contents kept before it goes on.</summary>
public interface IKeepingCommand
{
    /// <param name="kept">In the order of the contents; null where one of them cannot be kept.</param>
    Command With(IReadOnlyList<BlobKey>? kept);
}

/// <summary>Contents to be kept for a member; the answer is the same command again.</summary>
public sealed record KeepAsk(IKeepingCommand Of, BizUserId Owner, string Purpose, TimeSpan Life, IReadOnlyList<SecretBytes> Contents) : Ask;
