using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Shares;

namespace Tongbao.Core.Orders.Accp;

/// <summary>One payee of a transfer, and how much it gets.</summary>
public sealed record TransferPayee(PartyType PayeeType, BizUserId Payee, string? PayeeAccount, Cents Amount);

/// <summary>What a transfer asks for, to one payee or to several.</summary>
/// <param name="PayeesAre">How its interface names the payees.</param>
public sealed record TransferWish(TypedPasswordCommand Command, BizOrderNo BizOrderNo, string? BackUrl, long? ExpireMinutes,
    DateTimeOffset OrderedAt, Cents Amount, string Purpose, string? OrderInfo, PartyType PayerType, BizUserId Payer, string? PayerAccount,
    IReadOnlyList<TransferPayee> Payees, string PayeesAre)
{
    /// <summary>What of it has no posting or no agreement here; null: nothing.</summary>
    public string? NotBuilt { get; init; }
}

/// <summary>内部代发 (连连 交易 3.4.1): from one available balance to others, at once, all or none.</summary>
public static class InsideTransfer
{
    public static async ValueTask<Result> Run(Book book, TransferWish wish)
    {
        if (CheckFields(book, wish) is { } contradiction) return contradiction;
        if (await book.CheckFree(wish.BizOrderNo) is { } taken) return taken;
        var (payer, notAble) = await book.FindPayer(wish.PayerType, wish.Payer, wish.PayerAccount);
        if (notAble is not null) return notAble;
        var receivers = new List<Receiver>();
        foreach (var to in wish.Payees)
        {
            var (payee, unfit) = await book.FindPayee(to.PayeeType, to.Payee, to.PayeeAccount);
            if (unfit is not null) return unfit;
            receivers.Add(new Receiver(payee!.Id, to.Amount) { Account = payee.Account });
        }
        if (wish.NotBuilt is { } flag) return Errors.TradeRule.On(flag);
        if (payer!.Member is { } owner && await book.CheckTyped(owner, wish.Command) is { } notYet) return notYet;
        if (await book.CheckLimits(OrderKind.Transfer, payer.Id, wish.Amount) is { } overLimit) return overLimit;
        if (await book.Ledger.Available(payer.Account) is var available && available < wish.Amount)
            return Parties.BalanceShortOf(payer.Id).On(nameof(wish.Amount), wish.Amount, Allowed.AtMost(available));

        var order = ToOrder(book, wish, payer, receivers);
        book.KeepRequest(order, wish.Command);
        return await TradeCode.Continue(book, order, payer);
    }

    /// <summary>Everybody gets its part; who pays too little for all pays nobody.</summary>
    public static async ValueTask<Result> Book(Book book, Order order)
    {
        if (await book.CheckToday(order.Kind, order.Payer, order.Amount) is { } overLimit) return overLimit;
        foreach (var to in order.Receivers.Where(r => !r.Member.IsPlatform))
        {
            if (await book.FindMember(to.Member) is not { } payee || UserStates.StateOf(payee) != UserState.Normal)
                return Errors.MemberNotAvailable.On("Payee", to.Member.Value);
        }
        if (!await book.Ledger.Post(Events.TransferDone, order.No.Value, Postings.Transferred(order)))
            return Parties.BalanceShortOf(order.Payer).On(nameof(order.Amount), order.Amount,
                Allowed.AtMost(await book.Ledger.Available(order.Legs[0].Account)));
        await book.Outbox.StopClosing(order);
        order = (await book.Count(order)).Complete(book, null);
        book.Orders.Save(order);
        book.Tell(order);
        return TradeReply.Of(book, order);
    }

    private static Error? CheckFields(Book book, TransferWish wish)
    {
        if (TradeTerms.CheckExpiry(wish.ExpireMinutes) is { } badExpiry) return badExpiry;
        if (book.CheckAccountName(wish.PayerType, wish.PayerAccount, nameof(wish.PayerAccount)) is { } wrongPayer) return wrongPayer;
        foreach (var to in wish.Payees)
        {
            if (book.CheckAccountName(to.PayeeType, to.PayeeAccount, wish.PayeesAre) is { } wrongPayee) return wrongPayee;
            if (IsPayer(book, wish, to)) return Errors.BadParameter.In(wish.PayeesAre).On(null, to.Payee.Value);
        }
        return wish.Amount.LeftBy(wish.Payees, p => p.Amount) is { IsZero: true } ? null
            : Errors.LegsDoNotSum.In(wish.PayeesAre).On(nameof(wish.Amount), wish.Amount);
    }

    /// <summary>付款与收款是同一账户. The merchant may pay from one account of its own into another.</summary>
    private static bool IsPayer(Book book, TransferWish wish, TransferPayee to) => (wish.PayerType, to.PayeeType) switch
    {
        (PartyType.User, PartyType.User) => wish.Payer == to.Payee,
        (PartyType.Merchant, PartyType.Merchant) => wish.PayerAccount == to.PayeeAccount,
        _ => false,
    };

    private static Order ToOrder(Book book, TransferWish wish, Party payer, IReadOnlyList<Receiver> receivers) => new()
    {
        No = book.NextOrderNo(), BizNo = wish.BizOrderNo, Kind = OrderKind.Transfer, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
        Timetable = book.Timetable, Serial = book.Serial, Payer = payer.Id, Payee = receivers[0].Member, Account = receivers[0]
            .Account!.Value,
        Amount = wish.Amount, Receivers = receivers, ExpiresAt = book.Now + TradeTerms.LifeOf(wish.ExpireMinutes),
        Payment = new Payment { ValidateType = TradeCode.IsNeeded(book, payer, wish.Amount) ? ValidateType.Sms : ValidateType.None },
        Legs = [new Leg(PayMethod.Balance, PayFlow.Inside, payer.Account, wish.Amount, RefundWay.None, null, PayUse.NoMore)],
        Said = new Said { BackUrl = wish.BackUrl, OrderedAt = wish.OrderedAt, Summary = wish.Purpose, ExtendInfo = wish.OrderInfo },
    };
}
