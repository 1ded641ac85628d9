using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders;

/// <summary>下单: what the applications of deposits, purchases, collects and withdrawals check and do alike. 4.2.1, 4.2.2, 5.2.</summary>
public static class Applications
{
    /// <summary>Orders without an expiry can be confirmed for a day (docs/wires/tsy2.md, decision 2).</summary>
    public static readonly TimeSpan DefaultLife = TimeSpan.FromHours(24);

    /// <summary>What every application of a payment reads: its twin, its members, where the payee stands, what counts today.</summary>
    public static void Application(this IForesight see, BizOrderNo no, OrderKind kind, BizUserId payer, BizUserId payee)
    {
        see.By(Order.Rows, Order.ByBizNo, no.Value);
        foreach (var member in new[] { payer, payee }.Where(m => !m.IsPlatform)) see.Row(Member.Rows, member.Value);
        see.Row(Account.Rows, (payee.IsPlatform ? Chart.Platform(Chart.Balance) : Chart.Member(see.App.CustodySet, payee)).Value);
        if (!payer.IsPlatform) see.Row(DayCount.Rows, CountId(kind, payer, Days.DateOf(see.Now)));
    }

    /// <summary>The twin's answer, or the refusal of a number used for something else; null when the number is new.</summary>
    public static async ValueTask<Result?> Twin(this Book book, BizOrderNo no, string digest, Func<Order, Reply> reply)
    {
        if (await book.FindOrder(no) is not { } twin) return null;
        if (!ContentDigest.Fits(twin.Digest, digest)) return Errors.OrderExists;
        if (twin.IsOpen && MayAskAgain(twin)) AskAgain(book, twin);
        return reply(twin);
    }

    /// <summary>
    /// A repeat asks the channel again, by the same order number, where the first asking had no answer: it may still bring what the buyer
    /// pays with, while the state of payment stays what the first answer said. A code that is being confirmed is asked about by its confirmation.
    /// </summary>
    private static bool MayAskAgain(Order order) =>
        order.FirstAnswer is null || (order.ChannelUnknown && !AsksByConfirmation(order));

    /// <summary>A payout that was confirmed brings its application nothing new; its own question stands on the agenda.</summary>
    private static bool AsksByConfirmation(Order order) =>
        order is { ChannelCode: true, Status: OrderStatus.InProgress } || (order.Payout is not null && order.ValidateType != ValidateType.None);

    private static void AskAgain(Book book, Order order)
    {
        if (order.Kind == OrderKind.Refund) book.Ask = new ChannelAsk(order.No, ChannelOperation.Refund);
        else if (order.Payout is not null) book.Ask = new ChannelAsk(order.No, ChannelOperation.Payout);
        else if (order.ChannelLeg is not null) book.Ask = new ChannelAsk(order.No, ChannelOperation.Pay);
    }

    /// <summary>金额: greater than zero, the fee within it, and within the app's limits.</summary>
    public static Error? CheckAmount(this Book book, Cents amount, Cents fee)
    {
        if (!amount.IsPositive) return Errors.WrongAmount.On("Amount", amount, Allowed.Sum);
        if (fee.IsNegative) return Errors.WrongAmount.On("Fee", fee, Allowed.Between(Cents.Zero, amount));
        if (fee > amount) return Errors.FeeExceedsAmount.On("Fee", fee, Allowed.AtMost(amount));
        if (book.Settings.SingleOrderLimit.IsPositive && amount > book.Settings.SingleOrderLimit)
            return Errors.SingleAmountExceeded.On("Amount", amount, Allowed.AtMost(book.Settings.SingleOrderLimit));
        return null;
    }

    /// <summary>订单过期时间: in the future, and at most a day ahead.</summary>
    public static Error? CheckExpiry(this Book book, DateTimeOffset? expires) =>
        expires is { } at && (at <= book.Now || at > book.Now + DefaultLife) ? Errors.BadExpiry.On("OrderExpireDatetime", at, Allowed.Between(book.Now, book.Now + DefaultLife)) : null;

    /// <summary>A member who orders: exists, is not locked, has a phone, or a payment account instead (4.1.23).</summary>
    public static async ValueTask<Error?> CheckOrderer(this Book book, BizUserId id)
    {
        if (await book.FindMember(id) is not { } member) return Errors.MemberNotFound.On("Payer", id.Value);
        if (member.Locked) return Errors.MemberLocked.On("Payer", id.Value);
        return member.Phone is null && member.Accts.Count == 0 ? Errors.PhoneNotBound.On("Payer", id.Value) : null;
    }

    /// <summary>A locked member refuses requests, on either side of an order.</summary>
    public static async ValueTask<Error?> CheckNotLocked(this Book book, BizUserId member) =>
        !member.IsPlatform && await book.FindMember(member) is { Locked: true } ? Errors.MemberLocked.On(null, member.Value) : null;

    /// <summary>A member who receives: exists, is not locked, and is verified.</summary>
    public static async ValueTask<Error?> CheckPayee(this Book book, BizUserId id)
    {
        if (id.IsPlatform) return null;
        if (await book.FindMember(id) is not { } member) return Errors.PayeeNotFound.On("Payee", id.Value);
        if (member.Locked) return Errors.MemberLocked.On("Payee", id.Value);
        return member.CheckVerified("Payee");
    }

    /// <summary>支付方式: opened, summing to the amount, allowed together, with cards that are bound and fit.</summary>
    public static Error? CheckLegs(this Book book, IReadOnlyList<PayUse> uses, Cents amount, bool mayCombine, Member? payer)
    {
        if (uses.Count == 0) return Errors.BadParameter.About("payMethod");
        foreach (var use in uses)
        {
            if (use.Method.IsPayout || !book.Settings.Allows(use.Method.Key)) return NotOpened(book, use.Method);
            if (!use.Amount.IsPositive) return Errors.WrongAmount.On($"PayMethod.{use.Method.Key}.Amount", use.Amount, Allowed.Sum);
        }
        if (uses.Sum(u => u.Amount) is var sum && sum != amount) return Errors.LegsDoNotSum.On(uses is [{ } single] ? $"PayMethod.{single.Method.Key}.Amount" : "PayMethod", sum, Allowed.Just(amount));
        if (uses.Count(u => !u.Method.IsInside) > 1) return Errors.PayMethodsDoNotCombine.On("PayMethod", Keys(uses.Where(u => !u.Method.IsInside)), OneChannel);
        if (uses.Count > 1 && uses.Any(u => !u.Method.Combines)) return Errors.PayMethodsDoNotCombine.On("PayMethod", Keys(uses.Where(u => !u.Method.Combines)), Alone);
        if (!mayCombine && (uses.Count > 1 || uses[0].Method.IsInside)) return Errors.PayMethodsDoNotCombine.On("PayMethod", Keys(uses), OneFromOutside);
        foreach (var use in uses)
        {
            if (CheckInside(book, use) is { } wrong) return wrong;
            if (payer?.MayPayFrom(use.Method.Key, use.More.GetValueOrDefault("acct")) == false) return Errors.TradeRule.Saying("支付账户标识不是该会员绑定的");
            if (use.Card is { } card && CheckCard(use, card, payer) is { } wrongCard) return wrongCard;
        }
        return null;
    }

    private static Error? CheckInside(Book book, PayUse use) => use.Method.Key switch
    {
        PayMethod.Balance when use.AccountSetNo != book.App.CustodySet => WrongSet(use, book.App.CustodySet),
        PayMethod.Coupon when use.AccountSetNo is not (null or Chart.Marketing or Chart.SecurityDeposit) => WrongSet(use, Chart.Marketing, Chart.SecurityDeposit),
        _ => null,
    };

    private static Error WrongSet(PayUse use, params string[] allowed) =>
        Errors.WrongAccountSet.About(use.AccountSetNo ?? "").On($"PayMethod.{use.Method.Key}.AccountSetNo", use.AccountSetNo, Allowed.OneOf(allowed));

    /// <summary>没有支付权限: a payout pays nothing in, and a method that the app did not open pays nothing.</summary>
    public static Error NotOpened(Book book, PayMethod method, bool payout = false) => Errors.PayMethodNotOpened.About(method.Key).On("PayMethod", method.Key,
        book.Settings.PayMethods.Contains("*") ? payout ? PayoutsOnly : PaysIn : Allowed.OneOf(book.Settings.PayMethods));

    private static readonly Allowed PaysIn = new Allowed.Words("收款用的支付方式,不是代付", "a method that pays in, not a payout"),
        PayoutsOnly = new Allowed.Words("代付方式,如 WITHDRAW_TLT", "a payout, such as WITHDRAW_TLT"),
        OneChannel = new Allowed.Words("一笔订单只能有一个渠道支付方式,可再加余额与代金券", "one channel an order, beside balances and a coupon"),
        Alone = new Allowed.Words("不能与其他支付方式组合", "not beside other methods"),
        OneFromOutside = new Allowed.Words("只能有一个渠道支付方式,不能用余额或代金券", "one channel alone, no balance and no coupon");

    private static string Keys(IEnumerable<PayUse> uses) => string.Join(", ", uses.Select(u => u.Method.Key));

    /// <summary>The card is the payer's and of a kind that the method debits; what of a credit card may not be kept came with it.</summary>
    private static Error? CheckCard(PayUse use, BankCardNo no, Member? payer)
    {
        if (use.Method.TakesCorporate && payer?.Company?.AccountNo == no)
            return CheckPlace(use.More);
        if (payer?.FindCard(no) is not { } card) return Errors.CardNotBound;
        if (use.Method.CardModes.Count > 0 && !use.Method.CardModes.Intersect(card.Modes).Any()) return Errors.CardNotSupported.Saying("该银行卡的绑卡方式不支持此支付方式");
        var credit = card.CardType != CardBin.Debit;
        if (use.Method.CreditOnly && !credit) return Errors.CardNotSupported.Saying("仅支持已绑定的信用卡");
        if (credit && use.Method.Key == PayMethod.QuickpayTlt && CreditFields.FirstOrDefault(f => !use.Unkept.Contains(f)) is { } needed) return Errors.ParameterMissing.About(needed);
        return null;
    }

    /// <summary>山东: of a corporate account it wants to know where its bank is.</summary>
    public static Error? CheckPlace(IReadOnlyDictionary<string, Secret> more) =>
        CorporatePlace.FirstOrDefault(f => !more.ContainsKey(f)) is { } missing ? Errors.ParameterMissing.About(missing) : null;

    private static readonly string[] CorporatePlace = ["province", "city"], CreditFields = ["validate", "cvv2"];

    /// <summary>交易验证方式 as the legs allow it; omitted means SMS where something is confirmed here (docs/wires/tsy2.md, decision 1).</summary>
    public static (ValidateType? Type, Error? Wrong) ChooseValidation(IReadOnlyList<PayUse> uses, int? asked, bool hasPassword)
    {
        var confirming = uses.Where(u => u.Method.ValidateTypes.Count > 0 && u.Method.Flow != PayFlow.Code).ToList();
        // A gateway alone asks no code and takes no password; the payer proves himself there (5.2).
        if (uses is [{ Method.Flow: PayFlow.Redirect }]) return asked == (int)ValidateType.Password ? (null, WrongValidation(asked, [0, 1])) : (ValidateType.None, null);
        if (confirming.Count == 0) return ValidatedByChannel(uses[0].Method, asked);
        var type = asked ?? (int)ValidateType.Sms;
        if (confirming.Any(u => !u.Method.ValidateTypes.Contains(type)))
            return (null, WrongValidation(type, confirming.Select(u => u.Method.ValidateTypes.AsEnumerable()).Aggregate((all, own) => all.Intersect(own))));
        if (type == (int)ValidateType.Password && !hasPassword) return (null, Errors.PayPasswordNotSet);
        return ((ValidateType)type, null);
    }

    private static Error WrongValidation(int? asked, IEnumerable<int> allowed) =>
        Errors.WrongValidateType.On("ValidateType", asked, Allowed.OneOf(allowed.Select(type => type.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    /// <summary>Nothing is confirmed here: 1, the default, and 0 mean nothing, a password cannot be asked for. A scanned code knows 0 alone.</summary>
    private static (ValidateType? Type, Error? Wrong) ValidatedByChannel(PayMethod method, int? asked)
    {
        var scanned = method.Flow == PayFlow.Code;
        if (asked == (int)ValidateType.Password || (scanned && asked is { } type && !method.ValidateTypes.Contains(type)))
            return (null, WrongValidation(asked, scanned ? method.ValidateTypes : [0, 1]));
        return (scanned ? ValidateType.None : null, null);
    }

    /// <summary>分账规则: levels, members, amounts; every child known, and nobody his own ancestor.</summary>
    public static async ValueTask<Error?> CheckSplit(this Book book, IReadOnlyList<SplitRule> split, Cents amount, Cents fee, BizUserId root)
    {
        if (split.Count == 0) return null;
        if (split.Max(s => s.Levels()) > SplitRule.MaxLevels) return Errors.TradeRule.Saying("分账级数超过3级").On("Split", split.Max(s => s.Levels()), Allowed.AtMost(SplitRule.MaxLevels));
        var nodes = split.SelectMany(s => s.WithDescendants()).ToList();
        if (nodes.Count > SplitRule.MaxMembers) return Errors.TradeRule.Saying("分账人数超过10个").On("Split", nodes.Count, Allowed.AtMost(SplitRule.MaxMembers));
        if (!split.All(s => s.Fits()) || (amount - fee).LeftBy(split, s => s.Amount) is null) return SplitPlaces.WrongAmount(split, amount - fee);
        foreach (var (node, path) in split.Places())
        {
            if (node.Member.IsPlatform)
            {
                if (node.AccountSetNo is not { } no || AccountSets.Find(no) is not { Split: true })
                    return Errors.WrongAccountSet.About(node.AccountSetNo ?? "").On($"{path}.{nameof(node.AccountSetNo)}", node.AccountSetNo, Allowed.OneOf(AccountSets.Standard.Where(s => s.Split).Select(s => s.No)));
                if (!await book.IsMade(no)) return Errors.AccountSetNotFound.On($"{path}.{nameof(node.AccountSetNo)}", no);
            }
            else if (await book.FindMember(node.Member) is null) return Errors.PayeeNotFound.About(node.Member.Value).On($"{path}.{nameof(node.Member)}", node.Member.Value);
        }
        return Returns([book.AccountOf(root)], split) ? Errors.TradeRule.Saying("分账方不能是付出方自己或其上级") : null;

        bool Returns(IReadOnlyList<AccountId> above, IReadOnlyList<SplitRule> children) => children.Any(child =>
            child.AccountIn(book) is var account && (above.Contains(account) || Returns([.. above, account], child.Children)));
    }

    /// <summary>单日限制: orders of a kind a member a day, successful and in progress (docs/wires/tsy2.md, decision 8); and their amount.</summary>
    public static async ValueTask<Error?> CheckToday(this Book book, OrderKind kind, BizUserId member, Cents amount)
    {
        if (member.IsPlatform || await book.DayCounts.Find(CountId(kind, member, Days.DateOf(book.Now))) is not { } count) return CheckDay(book, kind, 0, amount);
        return CheckDay(book, kind, count.Orders, count.Amount + amount);
    }

    private static Error? CheckDay(Book book, OrderKind kind, int orders, Cents amount)
    {
        var limited = kind is OrderKind.Deposit or OrderKind.Purchase or OrderKind.Collect;
        if (limited && book.Settings.DailyOrderLimit > 0 && orders >= book.Settings.DailyOrderLimit) return Errors.DailyCountExceeded.On(null, orders + 1, Allowed.AtMost(book.Settings.DailyOrderLimit));
        return book.Settings.DailyAmountLimit.IsPositive && amount > book.Settings.DailyAmountLimit ? Errors.DailyAmountExceeded.On(null, amount, Allowed.AtMost(book.Settings.DailyAmountLimit)) : null;
    }

    /// <summary>An order counts on the day on which it is confirmed or paid, which is the day whose limits it was held against.</summary>
    public static async ValueTask<Order> Count(this Book book, Order order)
    {
        if (order.Payer.IsPlatform) return order;
        var count = await book.CountOf(order, Days.DateOf(book.Now));
        book.DayCounts.Save(count with { Orders = count.Orders + 1, Amount = count.Amount + order.Amount });
        return order with { CountedOn = Days.DateOf(book.Now) };
    }

    /// <summary>It has failed: its own day gets back what it counted there.</summary>
    public static async ValueTask<Order> Uncount(this Book book, Order order)
    {
        if (order.Payer.IsPlatform) return order;
        // Orders in progress from before the day was kept counted on that of their application.
        var count = await book.CountOf(order, order.CountedOn ?? Days.DateOf(order.CreatedAt));
        book.DayCounts.Save(count with { Orders = count.Orders - 1, Amount = count.Amount - order.Amount });
        return order with { CountedOn = null };
    }

    private static async ValueTask<DayCount> CountOf(this Book book, Order order, DateOnly day)
    {
        var id = CountId(order.Kind, order.Payer, day);
        return await book.DayCounts.Find(id) ?? new DayCount(id, 0, Cents.Zero);
    }

    public static string CountId(OrderKind kind, BizUserId member, DateOnly day) => $"{day:yyyyMMdd}:{kind}:{member}";

    /// <summary>支付腿 of the uses: inside legs name the account that pays, channel legs the channel's.</summary>
    public static IReadOnlyList<Leg> ToLegs(this Book book, IReadOnlyList<PayUse> uses, BizUserId payer) =>
        [.. uses.Select(u => new Leg(u.Method.Key, u.Method.Flow, LegAccount(book, u, payer), u.Amount, u.Method.Refund, u.Card, u.More, Returns: u.Method.Returns))];

    private static AccountId LegAccount(Book book, PayUse use, BizUserId payer) => use.Method.Key switch
    {
        PayMethod.Balance => book.AccountOf(payer),
        PayMethod.Coupon => Chart.Platform(use.AccountSetNo ?? Chart.Marketing),
        _ => Chart.Channel(use.Method.Channel),
    };

    /// <summary>手续费 that the app pays for the order out of 100003: put aside now, taken when it is paid.</summary>
    public static async ValueTask<bool> HoldServiceFee(this Book book, Order order) =>
        order.ServiceFee.IsZero || await book.Holds.Place(Chart.Platform(Chart.ReserveQuota), $"service:{order.No}", order.ServiceFee, Events.ServiceFeeHeld, order.No.Value);

    /// <summary>The order is paid: the fee put aside for it goes to the operator.</summary>
    public static async ValueTask TakeServiceFee(this Book book, Order order)
    {
        if (order.ServiceFee.IsZero) return;
        var quota = Chart.Platform(Chart.ReserveQuota);
        await book.Holds.Take(quota, $"service:{order.No}", order.ServiceFee);
        await book.Ledger.Must(Events.ServiceFeePaid, order.No.Value, new Move(quota.Held(), Chart.Operator.Available(), order.ServiceFee));
    }

    /// <summary>Sends the code that confirms the order, where one does.</summary>
    public static async ValueTask<Order> SendPayCode(this Book book, Order order)
    {
        var phone = order.Payer.IsPlatform ? PlatformPhone : (await book.FindMember(order.Payer))!.Phone!;
        book.SendCode(order.No.Value, phone, PayPurpose, SmsMessage.PayLife, book.World.Pay.CodeOf(order.ChannelLeg?.Method));
        return order with { SmsSentAt = book.Now };
    }

    public const string PayPurpose = "pay";

    /// <summary>Of a code that the channel sent, and checks (收银宝快捷).</summary>
    public const string ChannelPayPurpose = "channel-pay";

    /// <summary>The platform has no bound phone of its own; its codes go to this number, which nobody has.</summary>
    public static readonly Phone PlatformPhone = new("10000000000");

    /// <summary>Keeps the request beside the order it made or changed.</summary>
    public static void KeepRequest(this Book book, Order order, Command command) => book.KeepRequest(order.No.Value, command);

    public static void KeepRequest(this Book book, string about, Command command)
    {
        if (book.Request is not { } raw) return;
        book.Requests.Save(new KeptRequest($"{KeptRequest.Prefix(about)}{book.NextNumber()}", about, raw.ReceivedAt, command.GetType().Name,
            new Secret(System.Text.Encoding.UTF8.GetString(raw.Bytes)), raw.Digest is null ? null : new Secret(raw.Digest)));
    }
}
