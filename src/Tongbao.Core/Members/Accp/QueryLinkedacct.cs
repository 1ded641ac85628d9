namespace Tongbao.Core.Members.Accp;

/// <summary>绑卡信息查询 (连连): the cards of a person, or the one account of a company, with their whole numbers (D40).</summary>
public sealed record QueryLinkedacct(BizUserId Member) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Type == MemberType.Person) return new Linked(Member, [.. member.Cards.Select(Of)]);
        return new Linked(Member, member.Company is { Review: ReviewState.Approved } company ? [Of(book, company)] : []);
    }

    private static LinkedAccount Of(Card c) => new(c.No.Clear, c.BankCode, c.UnionBank, null, c.Phone, c.AgreementNo);

    /// <summary>A company that another wire opened has its bank by name.</summary>
    private static LinkedAccount Of(Book book, Company c) => new(c.AccountNo.Clear,
        c.BankCode ?? book.Environment.Part<IBankRegistry>().CodeOf(c.ParentBankName), c.UnionBank, c.BankName, null, c.AgreementNo);

    public sealed record Linked(BizUserId Member, IReadOnlyList<LinkedAccount> Cards) : Reply;

    /// <param name="Card">Whole: clients send it back when they unbind.</param>
    public sealed record LinkedAccount(string Card, string? BankCode, string? UnionBank, string? BranchName, Phone? CardPhone,
        string? AgreementNo);
}
