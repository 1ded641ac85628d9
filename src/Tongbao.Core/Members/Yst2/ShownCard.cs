namespace Tongbao.Core.Members.Yst2;

/// <summary>银行账户 of a member: a company's own first, then cards in the order of their binding.</summary>
public sealed record ShownCard(BankCardNo Card, string CardHolder, string BankName, DateTimeOffset BindTime, CardType CardType,
    Phone? CardPhone, string BindMethod, string AccountAttribute, YesNo IsSettleAcct)
{
    /// <summary>绑卡方式: by its four elements, or by an operator who looked at the account's papers.</summary>
    private const string ByElements = "8", ByOperator = "99";
    private const string Personal = "0", Corporate = "1", Bound = "1";

    private static readonly int[] ShownModes = [6, 7, 8];

    /// <summary>已绑定: what is released is not listed.</summary>
    public string BindState => Bound;
    public string? BranchName { get; init; }
    public string? UnionBank { get; init; }
    public string? Province { get; init; }
    public string? City { get; init; }

    public static IReadOnlyList<ShownCard> Of(Member member, BankCardNo? settlement)
    {
        var cards = member.Cards.OrderBy(c => c.BoundAt).Select(c => Of(c, member.RealName ?? member.Company?.LegalName ?? "", settlement));
        return member.Company is { Review: ReviewState.Approved } company && member.FindCard(company.AccountNo) is null
            ? [Of(company, settlement), .. cards] : [.. cards];
    }

    private static ShownCard Of(Card c, string holder, BankCardNo? settlement) => new(c.No, holder, c.BankName, c.BoundAt, c.CardType,
        c.Phone, c.Modes.FirstOrDefault(ShownModes.Contains) is var mode and not 0
            ? mode.ToString(System.Globalization.CultureInfo.InvariantCulture) : ByElements, Personal, Is(c.No == settlement))
    {
        UnionBank = c.UnionBank,
    };

    private static ShownCard Of(Company c, BankCardNo? settlement)
    {
        var isPersonal = c.Details is { AccountIsPersonal: true };
        return new(c.AccountNo, isPersonal ? c.LegalName : c.CompanyName, c.ParentBankName, c.CheckedAt!.Value, CardType.Debit,
            c.Details?.AccountPhone, isPersonal ? ByElements : ByOperator, isPersonal ? Personal : Corporate,
            Is(c.AccountNo == settlement))
        {
            BranchName = Shown(c.BankName), UnionBank = Shown(c.UnionBank), Province = c.Province, City = c.City,
        };
    }

    private static string? Shown(string text) => text.Length > 0 ? text : null;

    private static YesNo Is(bool so) => so ? YesNo.Yes : YesNo.No;
}
