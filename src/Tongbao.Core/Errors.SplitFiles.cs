namespace Tongbao.Core;

/// <summary>Refusals about files of splits.</summary>
public static partial class Errors
{
    public static readonly Error SplitRowUnfit = CaseOf(BadParameter);
    public static readonly Error SplitFileUnreadable = CaseOf(BadParameter);
    public static readonly Error SplitCountDiffers = CaseOf(BadParameter);
    public static readonly Error SplitFileEmpty = CaseOf(ParameterMissing);
    public static readonly Error SplitFileTooLong = CaseOf(ParameterTooLong);
    public static readonly Error SplitFileDiffers = CaseOf(OrderExists);
    public static readonly Error SplitFileNotFound = CaseOf(OrderNotFound);
    public static readonly Error SplitResultMissing = CaseOf(OrderNotFound);
    public static readonly Error SplitFileUnderWay = CaseOf(WrongOrderState);
}
