using System.Globalization;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Yst2;

namespace Tongbao.Core.Members.Yst2;

/// <summary>协议信息 (云商通二代 1050): greatest ratios in percent, and the one splitter that a request may name.</summary>
public sealed record AgreementTerms(string? CommissionWay, string? CommissionRate, BizUserId? Splitter, string? SplitterName,
    string? SplitRate);

/// <summary>
/// 会员线上协议签约申请 (云商通二代 1050): asks a payee, and a splitter, to sign. The acquiring agreement is signed once, the commission and the
/// split agreement whenever their terms are sent.
/// </summary>
public sealed record SignAgreements(BizOrderNo BizOrderNo, BizUserId Member, string MemberName, string AgreementType, AgreementTerms? Terms,
    string? FrontUrl, string BackUrl) : Command
{
    internal const string OfThePlatform = "3";

    public override async ValueTask<Result> Run(Book book)
    {
        var (twin, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (twin is not null) return ReplyOf(book, twin.OrderNo, Terms);
        if (AgreementType != OfThePlatform) return Errors.AgreementTypeUnfit;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notValid) return notValid;
        if (!member.CanCollect()) return Errors.SignerNotPayee;
        if (member.RegisteredName != MemberName) return Errors.NameNotRegistered.In(nameof(MemberName));
        if (member.Phone is null) return Errors.PhoneNotBound;
        if (!IsRatio(Terms?.CommissionRate) || !IsRatio(Terms?.SplitRate)) return Errors.RatioUnfit;
        if (await CheckSplitter(book) is { } unfit) return unfit;
        var asked = await Asked(book);
        if (asked.Count == 0) return Errors.MemberHasAlreadySignedAgreement;
        var operation = book.BeginOperation(BizOrderNo, Member, OperationKind.Signing, BackUrl);
        await book.Begin(new Signing(operation.OrderNo, BizOrderNo, SigningKind.Agreements, Member, MemberName, book.Now + Signing.Life)
        {
            Splitter = Terms?.Splitter, SplitterName = Terms?.SplitterName, FrontUrl = FrontUrl,
        }, asked);
        return ReplyOf(book, operation.OrderNo, Terms);
    }

    private async ValueTask<Error?> CheckSplitter(Book book)
    {
        if (Terms?.Splitter is not { } id) return null;
        if (id.IsPlatform || id == Member) return Errors.SplitterNotAnother;
        if (await book.FindMember(id) is not { } splitter || splitter.CheckNormal() is not null) return Errors.SecondSignerNotAvailable;
        if (!splitter.CanReceiveShares()) return Errors.SplitterRoleUnfit;
        if (splitter.RegisteredName != Terms.SplitterName) return Errors.NameNotRegistered.In(nameof(Terms.SplitterName));
        return splitter.Phone is null ? Errors.SplitterHasNoPhone : null;
    }

    private async ValueTask<List<(AgreementKind, int?)>> Asked(Book book)
    {
        var asked = new List<(AgreementKind, int?)>();
        if (await book.AgreementInForce(AgreementKind.Acquiring, Member) is null) asked.Add((AgreementKind.Acquiring, null));
        if (Terms?.CommissionRate is { } commission) asked.Add((AgreementKind.Commission, BasisPoints(commission)));
        if (Terms?.Splitter is not null) asked.Add((AgreementKind.Split, BasisPoints(Terms.SplitRate!)));
        return asked;
    }

    private static SigningAsked ReplyOf(Book book, OrderNo no, AgreementTerms? terms) => new(
        WireNumbers.Of(no.Value, WireNumbers.Signing), book.LinkOf(no, SigningSide.Payee),
        terms?.Splitter is null ? null : book.LinkOf(no, SigningSide.Splitter));

    /// <summary>比例: 0.01 to 100.00 percent, of two decimals at most. Absent is none.</summary>
    private static bool IsRatio(string? percent) => percent is null || BasisPoints(percent) is >= 1 and <= 100_00;

    private static int? BasisPoints(string percent)
    {
        var (whole, decimals) = percent.Split('.') switch
        {
            [var all] => (all, "00"),
            [var before, { Length: 1 } after] => (before, after + "0"),
            [var before, { Length: 2 } after] => (before, after),
            _ => ("", ""),
        };
        var isNumber = int.TryParse(whole + decimals, NumberStyles.None, CultureInfo.InvariantCulture, out var points);
        return isNumber && whole.Length is >= 1 and <= 3 ? points : null;
    }
}

/// <summary>Where the parties sign.</summary>
public sealed record SigningAsked(string WireNo, string SignUrl, string? SplitterSignUrl) : Reply;
