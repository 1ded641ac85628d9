using Tongbao.Core.Ledger;
using Tongbao.Core.Members;

namespace Tongbao.Core.Orders;

/// <summary>提现申请 (通商云 4.2.3): money leaves a member's, or the platform's, account to a bank.</summary>
public sealed record WithdrawApply(BizOrderNo BizOrderNo, BizUserId Member, string AccountSetNo, Cents Amount, Cents Fee, long? ValidateType,
    string BackUrl, DateTimeOffset? OrderExpireDatetime, IReadOnlyList<PayUse>? PayMethod, BankCardNo Card, long? BankCardPro,
    string? WithdrawType, string? Summary, string? ExtendInfo) : Command
{
    /// <summary>提现方式 that a payout method cannot do (4.2.3 (6)).</summary>
    private static readonly IReadOnlyDictionary<string, string[]> NotDone = new Dictionary<string, string[]>
    {
        ["WITHDRAW_SD"] = ["D0customized"],
        ["WITHDRAW_JFB"] = ["T1customized", "D0customized"],
    };

    public override async ValueTask<Result> Run(Book book)
    {
        var digest = book.World.Fingerprint(this);
        if (await book.Twin(BizOrderNo, digest, OrderReply.ToApplication) is { } twin) return twin;
        if ((Member.IsPlatform ? CheckPlatform() : await CheckMember(book)) is { } notAble) return notAble;
        if (book.CheckAmount(Amount, Fee) is { } wrongAmount) return wrongAmount;
        if (!book.Settings.WithdrawalOpenAt(Days.TimeOf(book.Now))) return Errors.TradeRule.Saying("不在提现时间内");
        var method = PayMethod is [{ } use] ? use.Method : book.World.PayMethod(Orders.PayMethod.WithdrawTlt);
        var withdrawType = WithdrawType ?? "D0";
        if (PayMethod is { Count: > 1 } || !method.IsPayout || !book.Settings.Allows(method.Key)) return Errors.PayMethodNotOpened.About(method.Key);
        if (NotDone.TryGetValue(method.Key, out var notDone) && notDone.Contains(withdrawType)) return Errors.WithdrawTypeUnknown;
        if (!book.Settings.WithdrawTypes.Contains(withdrawType)) return Errors.WithdrawTypeNotPermitted;
        var (target, wrongCard) = await ChooseTarget(book);
        if (wrongCard is not null) return wrongCard;
        var validation = (int)(ValidateType ?? 1);
        if (!method.ValidateTypes.Contains(validation) || (Member.IsPlatform && validation == 2)) return Errors.WrongValidateType;
        if (validation == 2 && (await book.FindMember(Member))!.PasswordHash is null) return Errors.PayPasswordNotSet;
        if (book.CheckExpiry(book.Shifted(OrderExpireDatetime)) is { } badExpiry) return badExpiry;
        var from = Member.IsPlatform ? Chart.Platform(AccountSetNo) : book.AccountOf(Member);
        if (await book.Ledger.Available(from) < Amount) return Errors.BalanceShort;
        if (await book.CheckToday(OrderKind.Withdrawal, Member, Amount) is { } overLimit) return overLimit;

        var order = new Order
        {
            No = book.NextOrderNo(), BizNo = BizOrderNo, Kind = OrderKind.Withdrawal, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
            Digest = digest, Payer = Member, Payee = Member, Account = from, Amount = Amount, Fee = Fee, ValidateType = (ValidateType)validation,
            Legs = [new Leg(method.Key, PayFlow.Payout, Chart.PayoutChannel(method.Channel), Amount - Fee, RefundWay.None, Card, PayMethod is [{ } chosen] ? chosen.More : PayUse.NoMore)],
            ServiceFee = book.Settings.ServiceFee, Payout = new Payout(withdrawType, Card, target!.Pro, target.Name, target.Bank, Sent: false, SendAt: null),
            ExpiresAt = book.Shifted(OrderExpireDatetime), BackUrl = BackUrl, Summary = Summary, ExtendInfo = ExtendInfo,
        };
        if (!await book.HoldServiceFee(order)) return Errors.ReserveFeeShort;
        book.KeepRequest(order, this);
        if (validation == 0) return await Payouts.Accept(book, order, OrderReply.ToApplication);
        if (validation == 1) order = await book.SendPayCode(order);
        book.Orders.Save(OrderReply.Answered(order));
        return OrderReply.ToApplication(OrderReply.Answered(order));
    }

    private Error? CheckPlatform() => Chart.FindStandard(AccountSetNo) is { Withdraw: true } ? null : Errors.WrongAccountSet.About(AccountSetNo);

    private async ValueTask<Error?> CheckMember(Book book)
    {
        if (await book.CheckOrderer(Member) is { } notAble) return notAble;
        var member = (await book.FindMember(Member))!;
        if (member.CheckVerified() is { } notVerified) return notVerified;
        if (AccountSetNo != book.App.CustodySet) return Errors.WrongAccountSet.About(AccountSetNo);
        return book.Settings.ContractRequiredForWithdrawal && member.ContractNo is null ? Errors.ContractNotSigned : null;
    }

    /// <summary>Where the money goes: the corporate account of a company, or a bound debit card.</summary>
    private sealed record Target(int Pro, string Name, string? Bank);

    private async ValueTask<(Target?, Error?)> ChooseTarget(Book book)
    {
        if (Member.IsPlatform) return BankCardPro == 1 ? (new Target(1, "平台", null), null) : (null, Errors.BadParameter.About("bankCardPro"));
        var member = (await book.FindMember(Member))!;
        if (member.Type == MemberType.Company && member.Company!.AccountNo == Card)
            return (new Target(1, member.Company.CompanyName, member.Company.ParentBankName), null);
        if (BankCardPro == 1 || member.FindCard(Card) is not { } card) return (null, Errors.CardNotBound);
        if (card.CardType != CardBin.Debit) return (null, Errors.CreditCardNotSupported);
        if (member.Type == MemberType.Person && CheckSafeCard(book, member) is { } unsafeCard) return (null, unsafeCard);
        return (new Target(0, member.RealName ?? member.Company!.LegalName, card.BankName), null);
    }

    private Error? CheckSafeCard(Book book, Member member)
    {
        if (member.Cards.FirstOrDefault(c => c.IsSafe) is { } safe) return safe.No == Card ? null : Errors.CardNotForPayout.Saying("只能提现到安全卡");
        return book.Settings.SafeCardRequired ? Errors.SafeCardMissing : null;
    }
}
