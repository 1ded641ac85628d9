using System.Runtime.CompilerServices;

namespace Tongbao.Core;

/// <summary>
/// 失败原因: why something was not done that a request had asked for: in the words of a channel or an operator, or by a name that each wire has
/// words for.
/// </summary>
/// <param name="Said">Null where nobody outside said anything.</param>
public sealed record Reason(string? Said, Error? Error)
{
    /// <summary>What was said, else the reason that a rule gives.</summary>
    public static Reason Of(string? said, Reason otherwise) => said is null ? otherwise : new(said, null);

    public static implicit operator Reason(Error error) => new(null, error with { Detail = null });
}

/// <summary>失败原因表: why an order or a review failed that nobody refused: an answer does not have these, a result does.</summary>
public static class Reasons
{
    public static readonly Reason PaymentFailed = Errors.PaymentFailed;
    public static readonly Reason PayoutFailed = New(Errors.PaymentFailed);
    public static readonly Reason PayoutReturned = New(Errors.PaymentFailed);
    public static readonly Reason RefundFailed = New(Errors.PaymentFailed);
    public static readonly Reason PaymentReversed = New(Errors.PaymentFailed);
    public static readonly Reason OrderClosed = New(Errors.PaymentFailed);
    public static readonly Reason PositionShort = New(Errors.PaymentFailed);
    public static readonly Reason ChannelAmountDiffers = New(Errors.PaymentFailed);
    public static readonly Reason ChannelMoneyNotForOrder = New(Errors.PaymentFailed);
    public static readonly Reason ReviewRefused = New(Errors.CompanyNotReviewed);
    public static readonly Reason OpeningRefused = New(Errors.CompanyNotReviewed);
    public static readonly Reason ProofMissed = New(Errors.CompanyNotReviewed);

    /// <summary>By the name that rows keep.</summary>
    public static readonly IReadOnlyDictionary<string, Error> All =
        Errors.All.Values.Concat(typeof(Reasons).GetFields().Select(f => f.GetValue(null)).OfType<Reason>()
        .Select(reason => reason.Error!)).DistinctBy(error => error.Id).ToDictionary(error => error.Id);

    private static Reason New(Error kind, [CallerMemberName] string id = "") => new Error(id, kind.Id);
}
