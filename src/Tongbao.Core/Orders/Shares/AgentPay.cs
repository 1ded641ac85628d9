using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Splitting;

namespace Tongbao.Core.Orders.Shares;

/// <summary>单笔托管代付 (通商云 4.2.6): pays a receiver out of escrow, at once, against the collect orders named.</summary>
public sealed record SignalAgentPay(BizOrderNo BizOrderNo, IReadOnlyList<CollectSource> Sources, BizUserId Member, string AccountSetNo,
    string BackUrl,
    Cents Amount, Cents Fee, IReadOnlyList<SplitRule>? Split, string TradeCode, string? Summary, string? ExtendInfo, long? GoodsType = null,
        string? BizGoodsNo = null) : Command
{
    public override void Prefetch(IPrefetch rows)
    {
        rows.Application(BizOrderNo, OrderKind.AgentPay, BizUserId.Platform, Member);
        foreach (var source in Sources) rows.By(Order.Rows, Order.ByBizNo, source.BizOrderNo.Value);
    }

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Twin(BizOrderNo, AgentPayReply.Of) is { } twin) return twin;
        var pay = new AgentPay(BizOrderNo, Sources, Member, AccountSetNo, BackUrl, Amount, Fee, Split
            ?? [], new OrderedGoods(GoodsType, BizGoodsNo, null), TradeCode, Summary, ExtendInfo);
        if (await pay.Check(book) is { } refusal) return refusal;
        var order = await pay.Book(book, OrderKind.AgentPay, book.Serial);
        book.KeepRequest(order, this);
        return AgentPayReply.Of(order);
    }
}

public sealed record AgentPayReply(string PayStatus, Reason? PayFailMessage, OrderNo OrderNo, BizOrderNo BizOrderNo,
    Whereabouts PayWhereabouts, string? ExtendInfo) : Reply
{
    public static AgentPayReply Of(Order order) =>
        new(Orders.PayStatus.Of(order), order.Status == OrderStatus.Failed ? order.Outcome.FailMessage : null,
        order.No, order.BizNo, Whereabouts.Balance, order.Said.ExtendInfo);
}

/// <summary>代付: what a single agent pay and each row of a batch are alike.</summary>
public sealed record AgentPay(BizOrderNo BizOrderNo, IReadOnlyList<CollectSource> Sources, BizUserId Member, string AccountSetNo,
    string BackUrl,
    Cents Amount, Cents Fee, IReadOnlyList<SplitRule> Split, OrderedGoods Goods, string TradeCode, string? Summary, string? ExtendInfo,
        string? Batch = null)
{
    public async ValueTask<Error?> Check(Book book)
    {
        if (Member.IsPlatform) return Errors.PayeeIsPlatform.On("Member", Member.Value);
        if (await book.CheckPayee(Member) is { } notAble) return notAble;
        if (AccountSetNo != book.Sets.OfMembers)
            return Errors.WrongAccountSet.About(AccountSetNo).On(nameof(AccountSetNo), AccountSetNo, Allowed.Just(book.Sets.OfMembers));
        if (book.CheckAmount(Amount, Fee) is { } wrongAmount) return wrongAmount;
        if (Sources.Count == 0) return Errors.ParameterMissing.In(nameof(Sources));
        if (Sources.Any(s => !s.Amount.IsPositive) || Amount.LeftBy(Sources, s => s.Amount) is not { IsZero: true }) return WrongSources();
        foreach (var source in Sources.GroupBy(s => s.BizOrderNo))
        {
            if (await CheckSource(book, source.Key, source.Sum(s => s.Amount)) is { } wrongSource) return wrongSource;
        }
        if (await Goods.Check(book, [Member, .. await Payers(book)], []) is { } wrongGoods) return wrongGoods;
        return await book.CheckSplit(Split, Amount, Fee, Member);
    }

    private Error WrongSources() => Sources.Index().FirstOrDefault(s => !s.Item.Amount.IsPositive) is { Item: { } wrong, Index: var at }
        ? Errors.WrongAmount.In(nameof(Sources)).On($"{nameof(Sources)}[{at}].Amount", wrong.Amount, Allowed.Sum)
        : Errors.WrongAmount.In(nameof(Sources)).On(nameof(Sources), Total(Sources.Select(s => s.Amount)), Allowed.Just(Amount));

    /// <summary>The sum as it is said; of amounts that no sum can hold nothing is.</summary>
    internal static object? Total(IEnumerable<Cents> amounts)
    {
        var sum = amounts.Aggregate((Int128)0, (all, one) => all + one.Fen);
        return sum > long.MaxValue || sum < long.MinValue ? null : new Cents((long)sum);
    }

    /// <summary>Who paid what is now paid out.</summary>
    private async ValueTask<IEnumerable<BizUserId>> Payers(Book book)
    {
        var payers = new List<BizUserId>();
        foreach (var source in Sources) payers.Add((await book.FindOrder(source.BizOrderNo))!.Payer);
        return payers;
    }

    private async ValueTask<Error?> CheckSource(Book book, BizOrderNo no, Cents amount)
    {
        var (own, wrong) = await book.OwnOrder(no);
        if (own is not { } collect) return wrong!.About(no.Value);
        if (collect.Kind != OrderKind.Collect) return Errors.WrongOrderType.About(no.Value);
        if (!collect.IsPaid) return Errors.WrongOrderState.About(no.Value);
        if (book.Pay.PairOf(collect.Said.TradeCode!) != TradeCode)
            return Errors.TradeCodesNoPair.On(nameof(TradeCode), TradeCode, book.Pay.PairOf(collect.Said.TradeCode!) is { } pair
            ? Allowed.Just(pair) : null);
        if (await OrderShares.Find(book, collect.No, Member) is not { } owed) return Errors.OrderNotOfMember.On("Member", Member.Value);
        return amount > owed.Owed ? Errors.CollectShort.On(nameof(Sources), amount, Allowed.AtMost(owed.Owed)) : null;
    }

    /// <summary>100004 -> receiver, its fee to the platform, the shares fall; the split follows as an entry of its own.</summary>
    public async ValueTask<Order> Book(Book book, OrderKind kind, Serial serial)
    {
        var order = New(book, kind, serial);
        await book.Ledger.Must(Events.AgentPayPaid, order.No.Value, Postings.PaidOutOfEscrow(order));
        var n = 0;
        foreach (var source in Sources)
        {
            var collect = (await book.FindOrder(source.BizOrderNo))!;
            var owed = (await OrderShares.Find(book, collect.No, Member))!;
            book.Shares.Save(owed with { PaidOut = owed.PaidOut + source.Amount });
            book.EscrowPayments.Save(new EscrowPayment(collect.No, Member, BizOrderNo, source.Amount, book.Now, $"{order.No}:{n++}"));
        }
        order = order.Complete(book, null);
        order = OrderReply.Answered(await Splits.Book(book, order));
        book.Orders.Save(order);
        book.Outbox.Notify(order, BackUrl, "orderResult", OrderResult.Of(book, order));
        return order;
    }

    /// <summary>A row of a batch that cannot be paid: its order says why, and is told of.</summary>
    public void Fail(Book book, Serial serial, Error why)
    {
        var order = New(book, OrderKind.BatchAgentPay, serial).Fail(book, OrderEvent.Fail, why);
        order = OrderReply.Answered(order);
        book.Orders.Save(order);
        book.Outbox.Notify(order, BackUrl, "orderResult", OrderResult.Of(book, order));
    }

    private Order New(Book book, OrderKind kind, Serial serial) => new()
    {
        No = book.NextOrderNo(), BizNo = BizOrderNo, Kind = kind, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
            Timetable = book.Timetable, Serial = serial,
        Payer = BizUserId.Platform, Payee = Member, Account = book.AccountOf(Member), Amount = Amount, Fee = Fee, Split = Split,
            Sources = Sources,
        Batch = Batch,
        Said = new Said { TradeCode = TradeCode, Goods = Goods.Kept, BackUrl = BackUrl, Summary = Summary, ExtendInfo = ExtendInfo },
    };
}

/// <summary>A row of batchPayList (5.11).</summary>
public sealed record BatchPay(BizOrderNo BizOrderNo, IReadOnlyList<CollectSource> Sources, BizUserId Member, string AccountSetNo,
    string BackUrl,
    Cents Amount, Cents Fee, IReadOnlyList<SplitRule>? Split, string? Summary, string? ExtendInfo, long? GoodsType = null,
        string? BizGoodsNo = null);

/// <summary>批量托管代付 (通商云 4.2.7): up to 200 payments, each an order, an entry and a notice of its own; a bad row fails alone.</summary>
public sealed record BatchAgentPay(string BizBatchNo, IReadOnlyList<BatchPay> BatchPayList, string TradeCode) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Batches.Find(BizBatchNo) is { } twin)
            return await book.IsRepeat(twin.Digest, Batch.About(BizBatchNo)) ? new Taken(BizBatchNo) : Errors.OrderExists;
        if (BatchPayList.Count == 0) return Errors.ParameterMissing.In(nameof(BatchPayList));
        if (BatchPayList.DistinctBy(r => r.BizOrderNo).Count() < BatchPayList.Count) return Errors.NumberTwiceInBatch;
        foreach (var row in BatchPayList)
        {
            if (await book.FindOrder(row.BizOrderNo) is not null) return Errors.OrderExists.About(row.BizOrderNo.Value);
        }
        book.Batches.Save(new Batch(BizBatchNo, book.Serial.Digest, BatchPayList.Count, book.Now));
        book.KeepRequest(Batch.About(BizBatchNo), this);
        foreach (var (at, row) in BatchPayList.Index())
        {
            var pay = new AgentPay(row.BizOrderNo, row.Sources, row.Member, row.AccountSetNo, row.BackUrl, row.Amount, row.Fee, row.Split
                ?? [], new OrderedGoods(row.GoodsType, row.BizGoodsNo, null), TradeCode, row.Summary, row.ExtendInfo, BizBatchNo);
            var serial = book.Serial with { Digest = ContentDigest.OfRow(book.Serial.Digest, at) };
            if (await pay.Check(book) is { } refusal) pay.Fail(book, serial, refusal);
            else await pay.Book(book, OrderKind.BatchAgentPay, serial);
        }
        return new Taken(BizBatchNo);
    }

    public sealed record Taken(string BizBatchNo) : Reply;
}

/// <summary>批次 that was taken; its number is unique in the app.</summary>
public sealed record Batch(string No, string Digest, int Count, DateTimeOffset At)
{
    public static readonly RowKind<Batch> Rows = new("batches", b => b.No);

    /// <summary>What its request is kept about: once, for all its rows.</summary>
    public static string About(string no) => $"batch:{no}";
}
