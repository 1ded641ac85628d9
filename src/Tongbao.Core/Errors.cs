using System.Runtime.CompilerServices;

namespace Tongbao.Core;

/// <summary>错误表: every refusal that a rule gives, by its name. Codes and texts belong to the wires: catalog/&lt;wire&gt;/errors.tbl. A case
/// (CaseOf) is a refusal for which some wire has its own words; all other wires answer with the general error.</summary>
public static class Errors
{
    // The request and its fields.
    public static readonly Error BadParameter = New();
    public static readonly Error BadPasswordForm = CaseOf(BadParameter);
    public static readonly Error PasswordNotNew = CaseOf(BadParameter);
    public static readonly Error StartBeforeFirst = CaseOf(BadParameter);
    public static readonly Error TooManyRowsAsked = CaseOf(BadParameter);
    public static readonly Error LoopbackAddress = CaseOf(BadParameter);
    public static readonly Error RefundListWithoutCollect = CaseOf(BadParameter);
    public static readonly Error PictureUnfit = CaseOf(BadParameter);
    public static readonly Error ParameterMissing = New();
    public static readonly Error CreditCardFieldsMissing = CaseOf(ParameterMissing);
    public static readonly Error PlaceIncomplete = CaseOf(ParameterMissing);
    public static readonly Error UnknownService = New();
    public static readonly Error UnknownMethod = New();
    public static readonly Error ParameterTooLong = New();

    // The app, its keys and its permissions.
    public static readonly Error AppNotFound = New();
    public static readonly Error MerchantKeyMissing = CaseOf(AppNotFound);
    public static readonly Error NotPermitted = New();
    public static readonly Error LegalPersonsCardStays = CaseOf(NotPermitted);
    public static readonly Error FactorNotIssued = CaseOf(NotPermitted);
    public static readonly Error TooManyUsersOfPerson = CaseOf(NotPermitted);
    public static readonly Error TooManyCards = New();
    public static readonly Error PersonalCardNotAllowed = New();
    public static readonly Error ChannelMerchantInformationError = New();
    public static readonly Error WrongPassword = New();
    public static readonly Error WrongPasswordLocks = CaseOf(WrongPassword);
    public static readonly Error WrongPasswordTriesLeft = CaseOf(WrongPassword);
    public static readonly Error FactorUnfit = CaseOf(WrongPassword);
    public static readonly Error WrongCode = New();
    public static readonly Error CodeExpired = CaseOf(WrongCode);
    public static readonly Error CodeTriedTooOften = CaseOf(WrongCode);
    public static readonly Error TokenUnfit = CaseOf(WrongCode);
    public static readonly Error DocumentTypeNotSupported = New();
    public static readonly Error SourceNotSupported = New();
    public static readonly Error WrongBankCode = New();
    public static readonly Error BadExpiry = New();
    public static readonly Error DecryptionFailed = New();
    public static readonly Error BadSignature = New();
    public static readonly Error BadSignatureExplained = CaseOf(BadSignature);
    public static readonly Error CardNotForPayout = New();
    public static readonly Error OnlyToSafeCard = CaseOf(CardNotForPayout);
    public static readonly Error BadUserId = New();

    // Members, their cards, phones and passwords.
    public static readonly Error MemberExists = New();
    public static readonly Error MemberNotFound = New();
    public static readonly Error MemberLocked = New();
    public static readonly Error WrongMemberType = New();
    public static readonly Error RealNameAlreadySet = New();
    public static readonly Error RealNameNotSet = New();
    public static readonly Error RealNameRefused = New();
    public static readonly Error NameRefused = CaseOf(RealNameRefused);
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
    public static readonly Error PhotosMissing = CaseOf(CompanyNotReviewed);
    public static readonly Error PayeeNotFound = New();
    public static readonly Error PayeeIsPlatform = New();

    // Orders and payments.
    public static readonly Error OrderNotFound = New();
    public static readonly Error OrderHasNoSplit = CaseOf(OrderNotFound);
    public static readonly Error OriginalNotFound = CaseOf(OrderNotFound);
    public static readonly Error GoodsNotFound = CaseOf(OrderNotFound);
    public static readonly Error CheckFileNotFound = CaseOf(OrderNotFound);
    public static readonly Error GoodsTypeDoesNotMatch = New();
    public static readonly Error GoodsNotRecorded = CaseOf(GoodsTypeDoesNotMatch);
    public static readonly Error OrderExpired = New();
    public static readonly Error OrderNotUnpaid = New();
    public static readonly Error PaymentUnderWay = CaseOf(OrderNotUnpaid);
    public static readonly Error LegsDoNotSum = New();
    public static readonly Error PaymentFailed = New();
    public static readonly Error GoodsAlreadyExist = New();
    public static readonly Error GoodsTypeUnknown = New();
    public static readonly Error TradeCodeUnknown = New();
    public static readonly Error TradeCodesNoPair = CaseOf(TradeCodeUnknown);
    public static readonly Error ReserveFeeShort = New();
    public static readonly Error CreditCardNotSupported = New();
    public static readonly Error BalanceShort = New();
    public static readonly Error CouponShort = CaseOf(BalanceShort);
    public static readonly Error PlatformBalanceShort = CaseOf(BalanceShort);
    public static readonly Error TradeRule = New();
    public static readonly Error PlatformMayNotConsume = CaseOf(TradeRule);
    public static readonly Error AppIdUnknown = CaseOf(TradeRule);
    public static readonly Error TerminalNotBound = CaseOf(TradeRule);
    public static readonly Error TerminalOfAnother = CaseOf(TradeRule);
    public static readonly Error FundWithdrawsForItself = CaseOf(TradeRule);
    public static readonly Error FundNotListed = CaseOf(TradeRule);
    public static readonly Error AcctNotOfMember = CaseOf(TradeRule);
    public static readonly Error SplitTooDeep = CaseOf(TradeRule);
    public static readonly Error SplitTooWide = CaseOf(TradeRule);
    public static readonly Error SplitReturns = CaseOf(TradeRule);
    public static readonly Error ResentTooOften = CaseOf(TradeRule);
    public static readonly Error NoGatewayLeg = CaseOf(TradeRule);
    public static readonly Error OutsideWithdrawalHours = CaseOf(TradeRule);
    public static readonly Error CodesTooOften = CaseOf(TradeRule);
    public static readonly Error FeeExceedsAmount = New();
    public static readonly Error OrderExists = New();
    public static readonly Error NumberTwiceInBatch = CaseOf(OrderExists);
    public static readonly Error WrongOrderType = New();
    public static readonly Error MadeOnOtherWire = CaseOf(WrongOrderType);
    public static readonly Error WrongOrderState = New();
    public static readonly Error NoCodeToResend = CaseOf(WrongOrderState);
    public static readonly Error WrongAmount = New();
    public static readonly Error InstalmentAmount = CaseOf(WrongAmount);
    public static readonly Error SplitDoesNotFit = CaseOf(WrongAmount);
    public static readonly Error OrderNotOfMember = New();
    public static readonly Error DiffersFromOrder = CaseOf(OrderNotOfMember);
    public static readonly Error WrongRefundType = New();
    public static readonly Error PayMethodNotOpened = New();
    public static readonly Error PaysNothingIn = CaseOf(PayMethodNotOpened);
    public static readonly Error PaysNothingOut = CaseOf(PayMethodNotOpened);
    public static readonly Error WrongValidateType = New();
    public static readonly Error BadUrl = New();
    public static readonly Error PayMethodsDoNotCombine = New();
    public static readonly Error OneChannelAnOrder = CaseOf(PayMethodsDoNotCombine);
    public static readonly Error MethodStandsAlone = CaseOf(PayMethodsDoNotCombine);
    public static readonly Error OneChannelAlone = CaseOf(PayMethodsDoNotCombine);
    public static readonly Error BadUnionBank = New();
    public static readonly Error BranchNotFound = CaseOf(BadUnionBank);
    public static readonly Error NotRefundable = New();
    public static readonly Error RefundTooLarge = CaseOf(NotRefundable);
    public static readonly Error CollectShort = New();
    public static readonly Error OriginalNotPaid = New();
    public static readonly Error WithdrawTypeUnknown = New();
    public static readonly Error WithdrawTypeNotPermitted = New();
    public static readonly Error BadDate = New();
    public static readonly Error SpanTooLong = CaseOf(BadDate);
    public static readonly Error DailyCountExceeded = New();
    public static readonly Error SingleAmountExceeded = New();
    public static readonly Error PlatformSingleAmountExceeded = CaseOf(SingleAmountExceeded);
    public static readonly Error DailyAmountExceeded = New();
    public static readonly Error PlatformDailyAmountExceeded = CaseOf(DailyAmountExceeded);

    // Balances and frozen amounts.
    public static readonly Error AvailableShort = New();
    public static readonly Error FrozenShort = New();
    public static readonly Error FreezeNotFound = New();
    public static readonly Error AccountNotFound = New();

    // Everything else.
    public static readonly Error NothingToDo = New();
    public static readonly Error MemberNotLocked = CaseOf(NothingToDo);
    public static readonly Error StoreUnavailable = New();
    public static readonly Error ChannelError = New();
    public static readonly Error BankDoesNotAnswer = CaseOf(ChannelError);
    public static readonly Error TimedOut = New();
    public static readonly Error SystemError = New();

    /// <summary>All errors by name. Rows and tables use these names.</summary>
    public static readonly IReadOnlyDictionary<string, Error> All = typeof(Errors).GetFields().Select(f => f.GetValue(null)).OfType<Error>()
        .ToDictionary(e => e.Id);
    private static Error New([CallerMemberName] string id = "") => new(id);
    private static Error CaseOf(Error kind, [CallerMemberName] string id = "") => new(id, kind.Id);
}
