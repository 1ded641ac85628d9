namespace Tongbao.Core.Members;

/// <summary>A member and a card, as several answers print them.</summary>
public sealed record MemberCard(BizUserId Member, BankCardNo Card) : Reply;

/// <summary>查询卡 bin (通商云 4.1.9).</summary>
public sealed record GetBankCardBin(BankCardNo Card) : Query
{
    public override ValueTask<Result> Run(Book book) =>
        new(book.Environment.Cards.Find(Card) is { } bin ? new Found(Info.Of(bin)) : Errors.CardBinUnknown);

    public sealed record Found(Info CardBinInfo) : Reply;

    /// <summary>卡 bin 信息 (5.1).</summary>
    public sealed record Info(string CardBin, CardType CardType, string BankCode, string BankName, string CardName, long CardLength,
        long CardState)
    {
        public static Info Of(CardBin bin) =>
            new(bin.Prefix[..Math.Min(6, bin.Prefix.Length)], bin.CardType, bin.BankCode, bin.BankName, bin.CardName,
            bin.Length, 1);
    }
}

/// <summary>设置安全卡 (通商云 4.1.12): one debit card, the only one for withdrawals; it stays.</summary>
public sealed record SetSafeCard(BizUserId Member, BankCardNo Card, bool? IsSafe) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (IsSafe == false) return Errors.SafeCardRefused;
        if (member.Type != MemberType.Person) return Errors.WrongMemberType;
        if (member.FindCard(Card) is not { } card) return Errors.CardNotBound;
        if (card.CardType != CardType.Debit) return Errors.SafeCardMustBeDebit;
        if (member.Cards.Any(c => c.IsSafe)) return Errors.SafeCardExists;
        book.Members.Save(member with { Cards = [.. member.Cards.Select(c => c == card ? c with { IsSafe = true } : c)] });
        return new MemberCard(Member, Card);
    }
}

/// <summary>解绑银行卡 (通商云 4.1.14): not a safe card, and not the legal person's card of a company.</summary>
public sealed record UnbindBankCard(BizUserId Member, BankCardNo Card) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.FindCard(Card) is not { } card) return Errors.CardNotBound;
        if (member.Type == MemberType.Company) return Errors.LegalPersonsCardStays;
        if (card.IsSafe) return Errors.SafeCardStays;
        book.Members.Save(member with { Cards = [.. member.Cards.Where(c => c != card)] });
        return new MemberCard(Member, Card);
    }
}

/// <summary>查询绑定银行卡 (通商云 4.1.13): the bound cards, and a company's corporate account.</summary>
public sealed record QueryBankCard(BizUserId Member, BankCardNo? Card) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        IEnumerable<BoundCard> cards = member.Cards.Select(BoundCard.Of);
        if (member.Company is { Review: ReviewState.Approved } company) cards = cards.Prepend(BoundCard.Of(company));
        return new Bound([.. cards.Where(c => Card is null || c.Card == Card)]);
    }

    public sealed record Bound(IReadOnlyList<BoundCard> BindCardList) : Reply;
}

/// <summary>绑定的银行卡信息 (5.7).</summary>
public sealed record BoundCard(BankCardNo Card, string BankName, DateTimeOffset BindTime, CardType CardType, long BindState, Phone? Phone,
    bool IsSafeCard, long BindMethod, long BankCardPro, string? BankCityNo, string? BranchBankName, string? UnionBank, string? Province,
        string? City)
{
    public static BoundCard Of(Card c) => new(c.No, c.BankName, c.BoundAt, c.CardType, 1, c.Modes[0] == 1 ? null : c.Phone,
        c.IsSafe, c.Modes[0], 0, null, null, c.UnionBank, null, null);

    public static BoundCard Of(Company c) => new(c.AccountNo, c.ParentBankName, c.CheckedAt!.Value, CardType.Debit, 1, null,
        false, 0, 1, c.BankCityNo, c.BankName, c.UnionBank, c.Province, c.City);
}
