namespace Tongbao.Core;

/// <summary>Refusals of orders by merchant numbers, and of their splits.</summary>
public static partial class Errors
{
    public static readonly Error MerchantNumberOfAnother = CaseOf(TradeRule);
    public static readonly Error ProductNotOpen = CaseOf(PayMethodNotOpened);
    public static readonly Error AboveLimitBeforeReview = CaseOf(DailyAmountExceeded);
    public static readonly Error PayModeNotSupported = CaseOf(PayMethodNotOpened);
    public static readonly Error OnlyWalletOrdersClose = CaseOf(WrongOrderType);
    public static readonly Error PromotionNotSupported = CaseOf(TradeRule);
    public static readonly Error SplitWithPurchase = CaseOf(TradeRule);
    public static readonly Error TerminalNotReported = CaseOf(TradeRule);
    public static readonly Error MerchantFrozen = CaseOf(MemberNotAvailable);
    public static readonly Error ChannelNotCertified = CaseOf(CompanyNotReviewed);
    public static readonly Error AcquiringNotSigned = CaseOf(ContractNotSigned);
    public static readonly Error CommissionNotSigned = CaseOf(ContractNotSigned);
    public static readonly Error NothingSettled = CaseOf(WrongOrderState);
    public static readonly Error AlreadySplit = CaseOf(WrongOrderState);
    public static readonly Error SharesExceedSettled = CaseOf(WrongAmount);
    public static readonly Error CommissionAboveAgreed = CaseOf(WrongAmount);
    public static readonly Error ShareAboveAgreed = CaseOf(WrongAmount);
    public static readonly Error SplitNotAgreed = CaseOf(ContractNotSigned);
    public static readonly Error CommissionNotAgreed = CaseOf(ContractNotSigned);
    public static readonly Error SplitterNotAvailable = CaseOf(MemberNotAvailable);
    public static readonly Error SplitNumberTaken = CaseOf(OrderExists);
    public static readonly Error SplitterTwice = CaseOf(BadParameter);
    public static readonly Error SplitterIsPayee = CaseOf(TradeRule);
    public static readonly Error PurchaseNotFound = CaseOf(OrderNotFound);
}
