namespace Tongbao.Core.Members.Accp;

/// <summary>绑卡信息查询 (连连): the cards of a person, or the one account of a company, with their whole numbers (D40).</summary>
public sealed record QueryLinkedacct(BizUserId Member) : Query
{
    private const int CodeLength = 8;

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Type == MemberType.Person) return new Linked(Member, [.. member.Cards.Select(Of)]);
        return new Linked(Member, member.Company is { Review: ReviewState.Approved } company ? [Of(company)] : []);
    }

    private static LinkedAccount Of(Card c) => new(c.No.Clear, c.BankCode, c.UnionBank, null, c.Phone, c.AgreementNo);

    /// <summary>Where another wire opened the company its bank stands there by name.</summary>
    private static LinkedAccount Of(Company c) => new(c.AccountNo.Clear,
        c.ParentBankName.Length == CodeLength && c.ParentBankName.All(char.IsAsciiDigit) ? c.ParentBankName : null, c.UnionBank, c.BankName,
        null, c.AgreementNo);

    public sealed record Linked(BizUserId Member, IReadOnlyList<LinkedAccount> Cards) : Reply;

    /// <param name="Card">Whole: clients send it back when they unbind.</param>
    public sealed record LinkedAccount(string Card, string? BankCode, string? UnionBank, string? BranchName, Phone? CardPhone,
        string? AgreementNo);
}
