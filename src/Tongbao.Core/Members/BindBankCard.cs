using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>绑卡方式 (6.18): a row each.</summary>
/// <param name="Confirms">bindBankCard follows with the code that the channel sent.</param>
public sealed record BindMode(int Mode, bool Confirms, bool CreditCards, bool NeedsPhone)
{
    public const int Default = 7;

    /// <summary>四要素 without a code of the channel's: as wires ask that send a code of their own.</summary>
    public const int FourElements = 8;

    public static readonly IReadOnlyList<BindMode> All =
    [
        new(1, Confirms: false, CreditCards: false, NeedsPhone: false),   // 通联通三要素
        new(2, Confirms: true, CreditCards: true, NeedsPhone: true),      // ITS 四要素加短信, of 4.1.25 alone: its row of 6.18 is lost
        new(3, Confirms: true, CreditCards: false, NeedsPhone: true),     // 通联通实名付
        new(5, Confirms: false, CreditCards: false, NeedsPhone: true),    // 通联通四要素
        new(6, Confirms: true, CreditCards: true, NeedsPhone: true),      // 通联通协议支付签约
        new(7, Confirms: true, CreditCards: true, NeedsPhone: true),      // 收银宝快捷支付签约
        new(8, Confirms: false, CreditCards: true, NeedsPhone: true),     // 万鉴通四要素
    ];

    public static BindMode? Find(long mode) => All.FirstOrDefault(m => m.Mode == mode);

    /// <summary>These answer a serial number that the confirmation gives back.</summary>
    public bool GivesTraceNo => Mode is 2 or 6 or 7;

    /// <summary>The confirmation names the day of the request too.</summary>
    public bool NamesDate => Mode is 2;

    /// <summary>有效期 as banks are asked: month and year. Mode 2 sends it year first (4.1.25).</summary>
    public Secret? MonthFirst(Secret? expiry) =>
        Mode == 2 && expiry is not null ? new Secret(expiry.Clear[2..] + expiry.Clear[..2]) : expiry;
}

/// <summary>请求绑定银行卡 (通商云 4.1.10): the channel is asked after the commit; its answer comes as <see cref="CardChecked"/>.</summary>
public sealed record ApplyBindBankCard(BizUserId Member, BankCardNo Card, Phone? Phone, string Name, long? CardCheck, long IdentityType,
    IdNumber IdNumber, Secret? Validate, Secret? Cvv2, bool? IsSafeCard, string? UnionBank) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (CheckOwner(book, member) is { } notTheirs) return notTheirs;
        if (BindMode.Find(CardCheck ?? BindMode.Default) is not { } mode)
            return Errors.BadParameter.In(nameof(CardCheck))
            .On(null, CardCheck, Allowed.OneOf(BindMode.All.Select(m =>
            m.Mode.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        if (mode.NeedsPhone && Phone is null) return Errors.ParameterMissing.In(nameof(Phone));
        if (book.Environment.Cards.Find(Card) is not { } bin) return Errors.CardBinUnknown;
        if (bin.CardType == CardType.Credit && CheckCredit(mode) is { } wrongCredit) return wrongCredit;
        if (member.FindCard(Card) is { } bound && bound.Modes.Contains(mode.Mode)) return Errors.CardAlreadyBound;
        if (IsSafeCard == true && member.Cards.Any(c => c.IsSafe)) return Errors.SafeCardExists;
        if (member.FindCard(Card) is null && member.Cards.Count >= Limit(book, member)) return Errors.TooManyCards;
        var binding = new CardBinding(book.NextNumber(), book.Now, mode.Mode, Card, Name, IdNumber, Phone, IsSafeCard ?? false,
            UnionBank, bin.BankName, bin.BankCode, bin.CardType);
        book.Ask = new CardAsk(Member, binding, Validate, Cvv2);
        return Done.It;
    }

    private static int Limit(Book book, Member member) => member.Type == MemberType.Company ? 1 : book.Settings.CardsPerPerson;

    /// <summary>A person binds cards of their own; a company one of its legal person.</summary>
    private Error? CheckOwner(Book book, Member member)
    {
        if (member.CheckVerified() is { } notVerified) return notVerified;
        if (member.Type == MemberType.Person)
            return member.RealName == Name && member.IdNumber == IdNumber ? null : Errors.NotTheVerifiedPerson;
        if (!book.Settings.CompanyMayBindPersonalCard) return Errors.PersonalCardNotAllowed;
        return member.Company!.LegalName == Name && member.Company.LegalIdNumber == IdNumber ? null : Errors.NotTheLegalPerson;
    }

    private Error? CheckCredit(BindMode mode)
    {
        if (!mode.CreditCards) return Errors.CreditCardNotSupported;
        if (IsSafeCard == true) return Errors.SafeCardMustBeDebit;
        return mode.Mode != 8 && (Validate is null || Cvv2 is null) ? Errors.CreditCardFieldsMissing : null;
    }
}

/// <summary>What the channel said of a card.</summary>
/// <param name="Ok">null: no answer came.</param>
public sealed record CardChecked(CardAsk Asked, bool? Ok, string? Message, Secret? CodeSent, bool WrongCode, bool IsCredit) : Command
{
    public const string Purpose = "bindCard";

    public override async ValueTask<Result> Run(Book book)
    {
        if (Ok is null) return Errors.TimedOut;
        var binding = Asked.Binding;
        if (await book.FindMember(Asked.Member) is not { } member) return Errors.MemberNotFound;
        if (WrongCode)
        {
            if (await book.Sms.Find(SmsMessage.KeyOf(Asked.Member.Value, Purpose)) is { } sent)
                book.DespiteRefusal(b => b.Sms.Save(sent with { WrongTries = sent.WrongTries + 1 }));
            return Errors.WrongCode;
        }
        if (Ok == false) return Message is null ? Errors.CardBindingFailed : Errors.CardRefusedByChannel.With(Message);
        if (IsCredit) binding = binding with { CardType = CardType.Credit };
        if (BindMode.Find(binding.Mode)!.Confirms && Asked.Code is null)
        {
            if (CodeSent is { } code) book.SendCode(Asked.Member.Value, binding.Phone!, Purpose, SmsMessage.BindLife, code.Clear);
            book.Members.Save(member with { Binding = binding });
        }
        else
        {
            if (binding.IsSafe && binding.CardType == CardType.Credit) return Errors.SafeCardMustBeDebit;
            if (await book.Sms.Find(SmsMessage.KeyOf(Asked.Member.Value, Purpose)) is { } used) book.Sms.Remove(used);
            book.Members.Save(Bind(book, member, binding));
        }
        return Asked.Code is null ? BindingReply.ToRequest(Asked.Member, binding) : BindingReply.ToConfirmation(Asked.Member, binding);
    }

    internal static Member Bind(Book book, Member member, CardBinding b)
    {
        var before = member.FindCard(b.Card);
        var card = new Card(b.Card, b.BankName, b.BankCode, b.CardType, before?.BoundAt ?? book.Now, b.Phone ?? before?.Phone,
            b.IsSafe || before?.IsSafe == true, [.. (before?.Modes ?? []).Union(b.Modes)], b.UnionBank ?? before?.UnionBank)
        { AgreementNo = before?.AgreementNo ?? b.TraceNo };
        return member with { Binding = null, Phone = b.ChangesPhone ? b.Phone
            : member.Phone, Cards = [.. member.Cards.Where(c => c.No != b.Card), card] };
    }
}

/// <summary>确认绑定银行卡 (通商云 4.1.11): gives the channel's code back to it.</summary>
public sealed record BindBankCard(BizUserId Member, string? TraceNum, DateOnly? TransDate, Phone Phone, Secret? Validate, Secret? Cvv2,
    Secret VerificationCode) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.Binding is not { ChangesPhone: false } binding) return Errors.CardBindingNotFound;
        if (BindMode.Find(binding.Mode)!.GivesTraceNo && TraceNum is null) return Errors.ParameterMissing.In(nameof(TraceNum));
        if (TraceNum is not null && TraceNum != binding.TraceNo) return Errors.CardBindingNotFound;
        if (binding.Phone != Phone) return Errors.WrongCode;
        if (await book.CodeIsVoid(Member, binding)) return Errors.WrongCode;
        book.Ask = new CardAsk(Member, binding, Validate, Cvv2, VerificationCode);
        return Done.It;
    }
}

/// <summary>What a binding answers: the request its bank and serial number, the confirmation the serial number alone.</summary>
public sealed record BindingReply(BizUserId Member, string? TraceNum, DateOnly? TransDate, string? BankName, string? BankCode,
    CardType? CardType) : Reply
{
    public static BindingReply ToRequest(BizUserId member, CardBinding b) =>
        new(member, BindMode.Find(b.Mode)!.GivesTraceNo ? b.TraceNo : null,
        Days.DateOf(b.AskedAt), b.BankName, b.BankCode, b.CardType);

    public static BindingReply ToConfirmation(BizUserId member, CardBinding b) =>
        new(member, b.TraceNo, Days.DateOf(b.AskedAt), null, null, null);
}

internal static class BindingCodes
{
    /// <summary>Too late, or too often wrong.</summary>
    public static async ValueTask<bool> CodeIsVoid(this Book book, BizUserId member, CardBinding binding) =>
        book.Now >= binding.AskedAt + SmsMessage.BindLife
            || await book.Sms.Find(SmsMessage.KeyOf(member.Value, CardChecked.Purpose)) is { WrongTries: >= SmsMessage.MaxTries };
}
