using Tongbao.Core.Platform;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;

namespace Tongbao.Core.Orders.Payouts;

/// <summary>出金: where a withdrawal goes and when.</summary>
/// <param name="Card">Null of the platform where its wire names no account.</param>
public sealed record Payout(string WithdrawType, BankCardNo? Card, int CardPro, string AccountName, string? BankName, bool Sent,
    DateTimeOffset? SendAt)
{
    /// <summary>Is its amount among <see cref="Counters.BankInFlight"/> until it is answered?</summary>
    public bool? Counted { get; init; }

    /// <summary>Null where nobody looks at it a second time.</summary>
    public PayoutCheck? Check { get; init; }

    /// <summary>Is its fee, 平台抽佣, held apart from what is paid out (<see cref="PayoutHolds"/>)?</summary>
    public bool FeeApart { get; init; }
}

/// <summary>提现确认: somebody of the merchant lets a withdrawal go, or stops it, before it is sent. The numbers stand in the store.</summary>
public enum PayoutCheck { Awaited, Accepted, Cancelled }

/// <summary>收款户: the bank account that a payout goes to.</summary>
public sealed record PayoutTarget(int Pro, string Name, string? Bank);

/// <summary>What an application of a payout asks for, whichever of the two made it.</summary>
public sealed record PayoutWish(OrderKind Kind, BizOrderNo BizOrderNo, BizUserId Member, string AccountSetNo, Cents Amount, Cents Fee,
    long? ValidateType,
    string BackUrl, DateTimeOffset? Expires, IReadOnlyList<PayUse>? PayMethod, BankCardNo Card, string? WithdrawType, string? Summary,
        string? ExtendInfo);

/// <summary>
/// 出金单: opens an order that is paid out, once its use case has checked who asks. Withdrawals at home and across the border go alike (4.2.23
/// (3)).
/// </summary>
public static class PayOut
{
    public static async ValueTask<Result> Open(Book book, Command command, PayoutWish wish,
        Func<ValueTask<(PayoutTarget?, Error?)>> chooseTarget)
    {
        if (book.CheckAmount(wish.Amount, wish.Fee) is { } wrongAmount) return wrongAmount;
        if (!book.Settings.WithdrawalOpenAt(Days.TimeOf(book.Now)))
            return Errors.OutsideWithdrawalHours.With(book.Settings.WithdrawalWindow).On(null, book.Now);
        var (method, withdrawType) = (MethodOf(book, wish.PayMethod), wish.WithdrawType ?? "D0");
        if (CheckMethod(book, wish, method, withdrawType) is { } wrongMethod) return wrongMethod;
        var (target, wrongCard) = await chooseTarget();
        if (wrongCard is not null) return wrongCard;
        var more = wish.PayMethod is [{ } chosen] ? chosen.More : PayUse.NoMore;
        if (method.TakesCorporate && target!.Pro == 1 && LegChecks.CheckPlace(more) is { } noPlace) return noPlace;
        var validation = (int)(wish.ValidateType ?? 1);
        if (!method.ValidateTypes.Contains(validation) || (wish.Member.IsPlatform && validation == 2))
            return Errors.WrongValidateType.On("ValidateType", validation,
                Allowed.OneOf(method.ValidateTypes.Where(t => t != 2 || !wish.Member.IsPlatform)
                .Select(t => t.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        if (validation == 1 && await book.FindMember(wish.Member) is { Phone: null }) return Errors.PhoneNotBound;
        if (validation == 2 && !(await book.FindMember(wish.Member))!.HasPassword) return Errors.PayPasswordNotSet;
        if (book.CheckExpiry(book.Shifted(wish.Expires)) is { } badExpiry) return badExpiry;
        var from = wish.Member.IsPlatform ? book.Sets.Find(wish.AccountSetNo)!.Account : book.AccountOf(wish.Member);
        if (await book.Ledger.Available(from) is var available && available < wish.Amount)
            return Errors.BalanceShort.On("Amount", wish.Amount, Allowed.AtMost(available));
        if (await book.CheckToday(wish.Kind, wish.Member, wish.Amount) is { } overLimit) return overLimit;

        var order = new Order
        {
            No = book.NextOrderNo(), BizNo = wish.BizOrderNo, Kind = wish.Kind, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
                Timetable = book.Timetable,
            Serial = book.Serial, Payer = wish.Member, Payee = wish.Member, Account = from, Amount = wish.Amount, Fee = wish.Fee,
            Payment = new Payment { ValidateType = (ValidateType)validation },
            Legs = [new Leg(method.Key, PayFlow.Payout, Chart.PayoutChannel(method.Channel), wish.Amount - wish.Fee, RefundWay.None,
                wish.Card, more)],
            ServiceFee = book.Settings.ServiceFee,
                Payout = new Payout(withdrawType, wish.Card, target!.Pro, target.Name, target.Bank, Sent: false, SendAt: null),
            ExpiresAt = book.Shifted(wish.Expires),
            Said = new Said { BackUrl = wish.BackUrl, Summary = wish.Summary, ExtendInfo = wish.ExtendInfo },
        };
        if (!await book.HoldServiceFee(order)) return Errors.ReserveFeeShort;
        book.KeepRequest(order, command);
        if (validation == 0) return await PayoutSending.Accept(book, order, OrderReply.ToApplication);
        if (validation == 1) order = await book.SendPayCode(order);
        book.Orders.Save(OrderReply.Answered(order));
        return OrderReply.ToApplication(OrderReply.Answered(order));
    }

    /// <summary>出金方式; omitted it is 通联通代付.</summary>
    public static PayMethod MethodOf(Book book, IReadOnlyList<PayUse>? uses) =>
        uses is [{ } use] ? use.Method : book.Pay.Method(PayMethod.WithdrawTlt);

    private static Error? CheckMethod(Book book, PayoutWish wish, PayMethod method, string withdrawType)
    {
        if (wish.PayMethod is { Count: > 1 }) return Errors.PayMethodsDoNotCombine;
        if (!method.IsPayout || method.Key == PayMethod.TransferHtbank || !book.Settings.Allows(method.Key))
            return LegChecks.NotOpened(book, method, payout: true);
        if (wish.PayMethod is [{ Amount.IsZero: false } use] && use.Amount != wish.Amount)
            return Errors.LegsDoNotSum.On($"PayMethod.{method.Key}.Amount", use.Amount, Allowed.Just(wish.Amount));
        if (!method.Arrivals.Contains(withdrawType))
            return Errors.WithdrawTypeUnknown.On("WithdrawType", withdrawType, Allowed.OneOf(method.Arrivals));
        return book.Settings.WithdrawTypes.Contains(withdrawType) ? null
            : Errors.WithdrawTypeNotPermitted.On("WithdrawType", withdrawType, Allowed.OneOf(book.Settings.WithdrawTypes));
    }

    /// <summary>A member who withdraws: may order, is verified, in its own set, and has signed where the app asks for that.</summary>
    public static async ValueTask<Error?> CheckWithdrawer(this Book book, BizUserId id, string accountSetNo)
    {
        if (await book.CheckOrderer(id) is { } notAble) return notAble;
        var member = (await book.FindMember(id))!;
        if (member.CheckVerified() is { } notVerified) return notVerified;
        if (accountSetNo != book.Sets.OfMembers)
            return Errors.WrongAccountSet.About(accountSetNo).On("AccountSetNo", accountSetNo, Allowed.Just(book.Sets.OfMembers));
        return book.Settings.ContractRequiredForWithdrawal && member.ContractNo is null ? Errors.ContractNotSigned : null;
    }

    /// <summary>The corporate account of a company, or one of a member's bound cards; null where neither it is.</summary>
    public static (PayoutTarget?, Card?) FindTarget(Member member, BankCardNo no, long? pro)
    {
        if (member.Type == MemberType.Company && member.Company!.AccountNo == no)
            return (new PayoutTarget(1, member.Company.CompanyName, member.Company.ParentBankName), null);
        if (pro == 1 || member.FindCard(no) is not { } card) return (null, null);
        return (new PayoutTarget(0, member.RealName ?? member.Company!.LegalName, card.BankName), card);
    }
}
