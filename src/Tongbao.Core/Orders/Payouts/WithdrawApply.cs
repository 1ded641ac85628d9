using Tongbao.Core.Platform;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;

namespace Tongbao.Core.Orders.Payouts;

/// <summary>
/// 提现申请 (通商云 4.2.3): money leaves a member's, or the platform's, account to a bank. By TRANSFER_HTBANK the platform moves its position.
/// </summary>
public sealed record WithdrawApply(BizOrderNo BizOrderNo, BizUserId Member, string AccountSetNo, Cents Amount, Cents Fee,
    long? ValidateType,
    string BackUrl, DateTimeOffset? OrderExpireDatetime, IReadOnlyList<PayUse>? PayMethod, BankCardNo Card, long? BankCardPro,
    string? WithdrawType, string? Summary, string? ExtendInfo) : Command
{
    public override void Prefetch(IPrefetch rows) => rows.Application(BizOrderNo, OrderKind.Withdrawal, Member, Member);

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Twin(BizOrderNo, OrderReply.ToApplication) is { } twin) return twin;
        if ((Member.IsPlatform ? await CheckPlatform(book) : await book.CheckWithdrawer(Member, AccountSetNo)) is { } notAble)
            return notAble;
        if (PayMethod is [{ Method.Key: Legs.PayMethod.TransferHtbank } use]) return await PositionTransfer.Open(book, this, use);
        var wish = new PayoutWish(OrderKind.Withdrawal, BizOrderNo, Member, AccountSetNo, Amount, Fee, ValidateType, BackUrl,
            OrderExpireDatetime, PayMethod,
            Card, WithdrawType, Summary, ExtendInfo);
        return await PayOut.Open(book, this, wish, () => ChooseTarget(book));
    }

    private async ValueTask<Error?> CheckPlatform(Book book)
    {
        if (book.Sets.Find(AccountSetNo, SetUse.Withdraw) is not { } set)
            return Errors.WrongAccountSet.About(AccountSetNo)
                .On(nameof(AccountSetNo), AccountSetNo, Allowed.OneOf(book.Sets.For(SetUse.Withdraw)));
        return await book.IsMade(set) ? null : Errors.AccountSetNotFound;
    }

    /// <summary>Where the money goes: the corporate account of a company, or a bound debit card.</summary>
    private async ValueTask<(PayoutTarget?, Error?)> ChooseTarget(Book book)
    {
        if (Member.IsPlatform) return BankCardPro == 1 ? (new PayoutTarget(1, book.App.Name, null), null)
            : (null, Errors.BadParameter.In(nameof(BankCardPro)).On(nameof(BankCardPro), BankCardPro, Allowed.Just(1)));
        var member = (await book.FindMember(Member))!;
        var (target, card) = PayOut.FindTarget(member, Card, BankCardPro);
        if (target is null) return (null, Errors.CardNotBound);
        if (card is null) return (target, null);
        if (card.CardType != CardType.Debit) return (null, Errors.CreditCardNotSupported);
        return member.Type == MemberType.Person && CheckSafeCard(book, member) is { } unsafeCard ? (null, unsafeCard) : (target, null);
    }

    private Error? CheckSafeCard(Book book, Member member)
    {
        if (member.Cards.FirstOrDefault(c => c.IsSafe) is { } safe) return safe.No == Card ? null : Errors.OnlyToSafeCard;
        return book.Settings.SafeCardRequired ? Errors.SafeCardMissing : null;
    }
}
