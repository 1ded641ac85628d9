using System.Runtime.CompilerServices;

namespace Tongbao.Core;

/// <summary>错误表: every refusal that a rule gives, by its name. Codes and texts belong to the wires: catalog/&lt;wire&gt;/errors.tbl. A case
/// (CaseOf) is a refusal for which some wire has its own words; all other wires answer with the general error.</summary>
public static partial class Errors
{
    // The request and its fields.
    public static readonly Error BadParameter = New();
    public static readonly Error ValueNotListed = CaseOf(BadParameter);
    public static readonly Error BadPasswordForm = CaseOf(BadParameter);
    public static readonly Error PasswordNotNew = CaseOf(BadParameter);
    public static readonly Error StartBeforeFirst = CaseOf(BadParameter);
    public static readonly Error TooManyRowsAsked = CaseOf(BadParameter);
    public static readonly Error LoopbackAddress = CaseOf(BadParameter);
    public static readonly Error RefundListWithoutCollect = CaseOf(BadParameter);
    public static readonly Error PictureUnfit = CaseOf(BadParameter);
    public static readonly Error ForbiddenCharacter = CaseOf(BadParameter);
    public static readonly Error FileUnknown = CaseOf(BadParameter);
    public static readonly Error ParameterMissing = New();
    public static readonly Error CreditCardFieldsMissing = CaseOf(ParameterMissing);
    public static readonly Error PlaceIncomplete = CaseOf(ParameterMissing);
    public static readonly Error RoleMissing = CaseOf(ParameterMissing);
    public static readonly Error CardNeedsPhone = CaseOf(ParameterMissing);
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
    public static readonly Error SettlementCardStays = CaseOf(NotPermitted);
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
    public static readonly Error ApplicationUnknown = CaseOf(WrongCode);
    public static readonly Error LetterNotSigned = CaseOf(WrongCode);
    public static readonly Error DocumentTypeNotSupported = New();
    public static readonly Error SourceNotSupported = New();
    public static readonly Error WrongBankCode = New();
    public static readonly Error BadExpiry = New();
    public static readonly Error DecryptionFailed = New();
    public static readonly Error BadSignature = New();
    public static readonly Error BadSignatureExplained = CaseOf(BadSignature);
    public static readonly Error CardNotForPayout = New();
    public static readonly Error OnlyToSafeCard = CaseOf(CardNotForPayout);
    public static readonly Error OnlyToSettlementCard = CaseOf(CardNotForPayout);
    public static readonly Error BadUserId = New();

    // Everything else.
    public static readonly Error NothingToDo = New();
    public static readonly Error MemberNotLocked = CaseOf(NothingToDo);
    public static readonly Error StoreUnavailable = New();
    public static readonly Error ChannelError = New();
    public static readonly Error BankDoesNotAnswer = CaseOf(ChannelError);
    public static readonly Error TimedOut = New();
    public static readonly Error SystemError = New();

    /// <summary>All errors by name. Rows and tables use these names.</summary>
    public static IReadOnlyDictionary<string, Error> All => Named.Value;

    /// <summary>Made when it is first asked for: the fields of all files must be there.</summary>
    private static readonly Lazy<IReadOnlyDictionary<string, Error>> Named = new(() =>
        typeof(Errors).GetFields().Select(f => f.GetValue(null)).OfType<Error>().ToDictionary(e => e.Id));

    private static Error New([CallerMemberName] string id = "") => new(id);

    /// <summary>The name of the general error and not its field, which may be in a file whose fields are set later.</summary>
    private static Error CaseOf(Error? _, [CallerArgumentExpression(nameof(_))] string kind = "", [CallerMemberName] string id = "") =>
        new(id, kind);
}
