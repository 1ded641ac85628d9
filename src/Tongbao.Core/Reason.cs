using System.Runtime.CompilerServices;

namespace Tongbao.Core;

/// <summary>
/// 失败原因: why something failed that a request had asked for: the words of a channel or an operator, or a name that each wire has its own
/// words for.
/// </summary>
/// <param name="Said">Null if nobody outside gave a reason.</param>
public sealed record Reason(string? Said, Error? Error)
{
    /// <summary>The given words if there are any, else the reason of a rule.</summary>
    public static Reason Of(string? said, Reason otherwise) => said is null ? otherwise : new(said, null);

    public static implicit operator Reason(Error error) => new(null, error with { Detail = null });
}

/// <summary>
/// 失败原因表: why an order or a review failed later although its request was accepted. These appear in results, not in replies to requests.
/// </summary>
public static class Reasons
{
    public static readonly Reason PaymentFailed = Errors.PaymentFailed;
    public static readonly Reason PayoutFailed = New(Errors.PaymentFailed);
    public static readonly Reason PayoutReturned = New(Errors.PaymentFailed);
    public static readonly Reason RefundFailed = New(Errors.PaymentFailed);
    public static readonly Reason PaymentReversed = New(Errors.PaymentFailed);
    public static readonly Reason OrderClosed = New(Errors.PaymentFailed);
    public static readonly Reason OrderLapsed = New(Errors.PaymentFailed);
    public static readonly Reason PositionShort = New(Errors.PaymentFailed);
    public static readonly Reason ChannelAmountDiffers = New(Errors.PaymentFailed);
    public static readonly Reason ChannelMoneyNotForOrder = New(Errors.PaymentFailed);
    public static readonly Reason ReviewRefused = New(Errors.CompanyNotReviewed);
    public static readonly Reason OpeningRefused = New(Errors.CompanyNotReviewed);
    public static readonly Reason ProofMissed = New(Errors.CompanyNotReviewed);
    public static readonly Reason SigningRefused = New(Errors.ContractNotSigned);
    public static readonly Reason SigningExpired = New(Errors.ContractNotSigned);
    public static readonly Reason SigningAskedAgain = New(Errors.ContractNotSigned);
    public static readonly Reason FaceCheckFailed = New(Errors.ContractNotSigned);

    /// <summary>All reasons by the name that rows store.</summary>
    public static readonly IReadOnlyDictionary<string, Error> All =
        Errors.All.Values.Concat(typeof(Reasons).GetFields().Select(f => f.GetValue(null)).OfType<Reason>()
        .Select(reason => reason.Error!)).DistinctBy(error => error.Id).ToDictionary(error => error.Id);

    private static Reason New(Error kind, [CallerMemberName] string id = "") => new Error(id, kind.Id);
}
