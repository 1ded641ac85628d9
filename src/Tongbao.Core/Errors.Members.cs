namespace Tongbao.Core;

/// <summary>Refusals about members, their cards, phones and passwords.</summary>
public static partial class Errors
{
    public static readonly Error MemberExists = New();
    public static readonly Error MemberNotFound = New();
    public static readonly Error MemberLocked = New();
    public static readonly Error WrongMemberType = New();
    public static readonly Error RealNameAlreadySet = New();
    public static readonly Error RealNameNotSet = New();
    public static readonly Error RealNameRefused = New();
    public static readonly Error NameRefused = CaseOf(RealNameRefused);
    public static readonly Error PhoneOfSomebodyElse = CaseOf(RealNameRefused);
    public static readonly Error IdCardRefused = New();
    public static readonly Error CardBindingFailed = New();
    public static readonly Error NotTheVerifiedPerson = CaseOf(CardBindingFailed);
    public static readonly Error NotTheLegalPerson = CaseOf(CardBindingFailed);
    public static readonly Error CardRefusedByChannel = CaseOf(CardBindingFailed);
    public static readonly Error ReservedPhoneWrong = CaseOf(CardBindingFailed);
    public static readonly Error CardBindingNotFound = New();
    public static readonly Error CardAlreadyBound = New();
    public static readonly Error WrongAccountSet = New();
    public static readonly Error AccountSetNotFound = New();
    public static readonly Error PhoneNotBound = New();
    public static readonly Error OldPhoneWrong = CaseOf(PhoneNotBound);
    public static readonly Error MemberNotAvailable = New();
    public static readonly Error AccountNotAvailable = CaseOf(MemberNotAvailable);
    public static readonly Error AccountInUse = CaseOf(MemberNotAvailable);
    public static readonly Error CompanyAlreadyReviewed = New();
    public static readonly Error PhoneAlreadyBound = New();
    public static readonly Error SafeCardMustBeDebit = New();
    public static readonly Error SafeCardExists = New();
    public static readonly Error SafeCardStays = New();
    public static readonly Error SafeCardRefused = New();
    public static readonly Error SafeCardMissing = New();
    public static readonly Error CompanyInfoNotSet = New();
    public static readonly Error PaymentPasswordAlreadySet = New();
    public static readonly Error PayPasswordNotSet = New();
    public static readonly Error PayPasswordLocked = New();
    public static readonly Error MemberHasAlreadySignedAgreement = New();
    public static readonly Error CardNotBound = New();
    public static readonly Error AgreementUnknown = CaseOf(CardNotBound);
    public static readonly Error NoCardBound = CaseOf(CardNotBound);
    public static readonly Error ContractNotSigned = New();
    public static readonly Error CardNotSupported = New();
    public static readonly Error CardModeDoesNotPay = CaseOf(CardNotSupported);
    public static readonly Error CreditCardNeeded = CaseOf(CardNotSupported);
    public static readonly Error CardBinUnknown = New();
    public static readonly Error CompanyNotReviewed = New();
    public static readonly Error CompanyRefused = CaseOf(CompanyNotReviewed);
    public static readonly Error PhotosMissing = CaseOf(CompanyNotReviewed);
    public static readonly Error PayeeNotFound = New();
    public static readonly Error PayeeIsPlatform = New();
}
