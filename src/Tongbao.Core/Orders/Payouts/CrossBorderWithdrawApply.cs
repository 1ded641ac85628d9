using System.Text.RegularExpressions;
using Tongbao.Core.Members;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;

namespace Tongbao.Core.Orders.Payouts;

/// <summary>
/// 跨境提现申请 (通商云 4.2.23): a member's money goes to the platform's cross-border reserve account, which a white-listed company of the platform
/// has bound; that company's own account here is untouched.
/// </summary>
public sealed partial record CrossBorderWithdrawApply(BizOrderNo BizOrderNo, BizUserId Member, string AccountSetNo, Cents Amount, Cents Fee,
    long? ValidateType,
    string BackUrl, DateTimeOffset? OrderExpireDatetime, IReadOnlyList<PayUse>? PayMethod, BizUserId CrossBorderBizUserId, BankCardNo Card,
        long? BankCardPro,
    string? WithdrawType, string? Summary, string? ExtendInfo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Twin(BizOrderNo, OrderReply.ToApplication) is { } twin) return twin;
        if (await book.CheckWithdrawer(Member, AccountSetNo) is { } notAble) return notAble;
        if (await CheckFundMember(book) is { } wrongFund) return wrongFund;
        if (Summary is not null && !ApplicationNo().IsMatch(Summary)) return Errors.BadParameter.In(nameof(Summary));
        var wish = new PayoutWish(OrderKind.CrossBorderWithdrawal, BizOrderNo, Member, AccountSetNo, Amount, Fee, ValidateType, BackUrl,
            OrderExpireDatetime,
            PayMethod, Card, WithdrawType, Summary, ExtendInfo);
        return await PayOut.Open(book, this, wish, () => ChooseTarget(book));
    }

    /// <summary>跨境备付金会员: not who withdraws, on the white list, an approved company.</summary>
    private async ValueTask<Error?> CheckFundMember(Book book)
    {
        if (CrossBorderBizUserId == Member) return Errors.FundWithdrawsForItself;
        if (await book.FindMember(CrossBorderBizUserId) is not { } fund)
            return Errors.MemberNotFound.In(nameof(CrossBorderBizUserId)).On(nameof(CrossBorderBizUserId), CrossBorderBizUserId.Value);
        if (fund.Locked) return Errors.MemberLocked.On(nameof(CrossBorderBizUserId), CrossBorderBizUserId.Value);
        if (!book.Settings.CrossBorderMembers.Contains(CrossBorderBizUserId.Value))
            return Errors.FundNotListed.On(nameof(CrossBorderBizUserId), CrossBorderBizUserId.Value,
            Allowed.OneOf(book.Settings.CrossBorderMembers));
        return fund.Type == MemberType.Company ? fund.CheckVerified(nameof(CrossBorderBizUserId))
            : Errors.WrongMemberType.On(nameof(CrossBorderBizUserId), CrossBorderBizUserId.Value);
    }

    private async ValueTask<(PayoutTarget?, Error?)> ChooseTarget(Book book)
    {
        var (target, _) = PayOut.FindTarget((await book.FindMember(CrossBorderBizUserId))!, Card, BankCardPro);
        return target is null ? (null, Errors.CardNotBound) : (target, null);
    }

    /// <summary>易通汇申请号: printed as optional, but what is given must carry it.</summary>
    [GeneratedRegex("FEE[0-9]+")] private static partial Regex ApplicationNo();
}
