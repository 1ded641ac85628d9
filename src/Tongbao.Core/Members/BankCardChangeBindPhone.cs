using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>
/// 修改绑定手机, 银行卡验证 (通商云 4.1.25): a person proves a new phone by signing a card that the bank knows it of. The bank sends the
/// code; <see cref="VerifyBankCardChangeBindPhone"/> gives it back, and then card and phone are both bound.
/// </summary>
public sealed record BankCardChangeBindPhone(BizUserId Member, BankCardNo Card, Phone Phone, string Name, long CardCheck, long IdentityType,
    IdNumber IdNumber, Secret? Validate, Secret? Cvv2) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.Type != MemberType.Person) return Errors.WrongMemberType;
        if (member.RealName is null) return Errors.RealNameNotSet;
        if (member.Phone is null) return Errors.PhoneNotBound;
        if (member.RealName != Name || member.IdNumber != IdNumber) return Errors.NotTheVerifiedPerson;
        if (!PhoneRules.IsPhone(Phone)) return Errors.BadParameter.In(nameof(Phone));
        if (book.Environment.Cards.Find(Card) is not { } bin) return Errors.CardBinUnknown;
        if (bin.CardType == CardType.Credit && (Validate is null || Cvv2 is null)) return Errors.CreditCardFieldsMissing;
        if (member.FindCard(Card) is null && member.Cards.Count >= book.Settings.CardsPerPerson) return Errors.TooManyCards;
        var mode = BindMode.Find(CardCheck)!;
        var binding = new CardBinding(book.NextNumber(), book.Now, mode.Mode, Card, Name, IdNumber, Phone, false, null, bin.BankName,
            bin.BankCode, bin.CardType)
        {
            ChangesPhone = true,
        };
        book.Ask = new CardAsk(Member, binding, mode.MonthFirst(Validate), Cvv2);
        return Done.It;
    }
}

/// <summary>确定修改绑定手机, 银行卡验证 (通商云 4.1.26).</summary>
public sealed record VerifyBankCardChangeBindPhone(BizUserId Member, string? TraceNum, DateOnly? TransDate, Phone Phone,
    Secret VerificationCode,
    Secret? Validate, Secret? Cvv2) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.Type != MemberType.Person) return Errors.WrongMemberType;
        if (member.Binding is not { ChangesPhone: true } binding) return Errors.CardBindingNotFound;
        if (TraceNum is null) return Errors.ParameterMissing.In(nameof(TraceNum));
        var mode = BindMode.Find(binding.Mode)!;
        if (mode.NamesDate && TransDate is null) return Errors.ParameterMissing.In(nameof(TransDate));
        if (TraceNum != binding.TraceNo || (TransDate is { } day && day != Days.DateOf(binding.AskedAt))) return Errors.CardBindingNotFound;
        if (binding.Phone != Phone) return Errors.WrongCode;
        if (await book.CodeIsVoid(Member, binding)) return Errors.WrongCode;
        book.Ask = new CardAsk(Member, binding, mode.MonthFirst(Validate), Cvv2, VerificationCode);
        return Done.It;
    }
}
