namespace Tongbao.Core;

/// <summary>Refusals of onboarding: applications, compliance reviews, certifications and products of merchant numbers.</summary>
public static partial class Errors
{
    public static readonly Error OnboardingRunning = CaseOf(MemberExists);
    public static readonly Error AlreadyOnboarded = CaseOf(MemberExists);
    public static readonly Error NotOnboarded = CaseOf(MemberNotFound);
    public static readonly Error ComplianceUnderReview = CaseOf(CompanyNotReviewed);
    public static readonly Error NoSupplementNeeded = CaseOf(NothingToDo);
    public static readonly Error NoSupplementLeft = CaseOf(NothingToDo);
    public static readonly Error FrozenForGood = CaseOf(MemberNotAvailable);
    public static readonly Error SupplementIncomplete = CaseOf(ParameterMissing);
    public static readonly Error NoProductOfChannel = CaseOf(PayMethodNotOpened);
    public static readonly Error CertificationTooEarly = CaseOf(NotPermitted);
    public static readonly Error AlreadyCertified = CaseOf(NothingToDo);
    public static readonly Error OneOperationOnly = CaseOf(BadParameter);
    public static readonly Error ProductThere = CaseOf(NothingToDo);
    public static readonly Error ProductNotThere = CaseOf(PayMethodNotOpened);
    public static readonly Error ProductsUnderReview = CaseOf(NothingToDo);
    public static readonly Error RateUnfit = CaseOf(BadParameter);
    public static readonly Error LastProductStays = CaseOf(NotPermitted);
}
