namespace Tongbao.Core;

/// <summary>Refusals about agreements, and about who signs them.</summary>
public static partial class Errors
{
    public static readonly Error AgreementTypeUnfit = CaseOf(BadParameter);
    public static readonly Error NameNotRegistered = CaseOf(BadParameter);
    public static readonly Error RatioUnfit = CaseOf(BadParameter);
    public static readonly Error SplitterNotAnother = CaseOf(BadParameter);
    public static readonly Error SecondSignerNotAvailable = CaseOf(MemberNotAvailable);
    public static readonly Error SplitterRoleUnfit = CaseOf(WrongMemberType);
    public static readonly Error SplitterHasNoPhone = CaseOf(PhoneNotBound);
    public static readonly Error SignerNotPayee = CaseOf(WrongMemberType);
    public static readonly Error AuthorisedMissing = CaseOf(ParameterMissing);
    public static readonly Error AuthorisedOfPerson = CaseOf(WrongMemberType);
    public static readonly Error FaceCheckNeeded = CaseOf(RealNameRefused);
}
