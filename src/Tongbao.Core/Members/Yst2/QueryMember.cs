using Tongbao.Core.Members.Merchants;

namespace Tongbao.Core.Members.Yst2;

/// <summary>查询会员信息 (云商通二代 7.1): one side of a member, whichever wire opened it. Sides of other products are left out.</summary>
public sealed record QueryMember(BizUserId Member, string InfoType) : Query
{
    private const string Basics = "1", Cards = "2", Signed = "3", Pictures = "4", BoundPhone = "5", Settlement = "9", Controls = "10";

    public override async ValueTask<Result> Run(Book book)
    {
        if (Member.IsPlatform) return new Found(Member) { SettlementAccount = InfoType == Settlement ? OfPlatform(book) : null };
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (InfoType == Settlement && member.CheckVerified() is not null) return Errors.MemberNotAvailable;
        return InfoType switch
        {
            Basics => new Found(Member) { Basics = MemberBasics.Of(member, await book.SettlementCardOf(Member)) },
            Cards => new Found(Member) { Cards = ShownCard.Of(member, await book.SettlementCardOf(Member)) },
            Signed => new Found(Member) { Agreements = await ShownAgreement.Of(book, member) },
            Pictures => new Found(Member) { OcrResult = PicturesFit.Of(member, await book.Papers.Find(Member.Value)) },
            BoundPhone => new Found(Member) { BoundPhone = new PhoneShown(member.Phone is null ? YesNo.No : YesNo.Yes, member.Phone) },
            Settlement => new Found(Member) { SettlementAccount = await Account(book, member) },
            Controls => new Found(Member) { Controls = MemberControls.Of(member) },
            _ => new Found(Member),
        };
    }

    private static async ValueTask<AccountShown> Account(Book book, Member member)
    {
        var merchants = await book.MerchantsOf(member.Id);
        return new AccountShown((merchants.LastOrDefault(m => !m.IsFrozen) ?? merchants.LastOrDefault())?.No, member.AccountNo(),
            member.CheckNormal() is null ? AccountShown.Normal : AccountShown.Frozen);
    }

    private static AccountShown OfPlatform(Book book) => new(null, book.AccountNoOf(null), AccountShown.Normal);

    public sealed record Found(BizUserId Member) : Reply
    {
        public MemberBasics? Basics { get; init; }
        public IReadOnlyList<ShownCard>? Cards { get; init; }
        public IReadOnlyList<ShownAgreement>? Agreements { get; init; }
        public PicturesFit? OcrResult { get; init; }
        public PhoneShown? BoundPhone { get; init; }
        public AccountShown? SettlementAccount { get; init; }
        public MemberControls? Controls { get; init; }
    }
}

/// <summary>绑定手机.</summary>
public sealed record PhoneShown(YesNo IsBound, Phone? Phone);

/// <summary>待结算户.</summary>
public sealed record AccountShown(string? MerchantNo, string SettlementAccountNo, string Status)
{
    public const string Normal = "1", Frozen = "2";
}

/// <summary>OCR 结果: null before any picture was handed in.</summary>
public sealed record PicturesFit(YesNo CompanyMatches, YesNo LegalPersonMatches)
{
    public static PicturesFit? Of(Member member, Papers? papers) => papers is null ? null : new(
        papers.Licence is not null && member.Company is { } company ? PapersMatch.OfCompany(company) : YesNo.No,
        papers is { Portrait: not null, Emblem: not null } && (member.Company is null || PapersMatch.OfLegalPerson(member.Company)
            == YesNo.Yes) ? YesNo.Yes : YesNo.No);
}

/// <summary>交易控制: what the member's role and state let it do.</summary>
public sealed record MemberControls(YesNo SplitsOut, YesNo SplitsIn, YesNo Withdraws)
{
    public static MemberControls Of(Member member)
    {
        var isOpen = member.CheckNormal() is null;
        return new(Is(isOpen && member.CanCollect()), Is(isOpen && member.CanReceiveShares()), Is(isOpen));
    }

    private static YesNo Is(bool so) => so ? YesNo.Yes : YesNo.No;
}
