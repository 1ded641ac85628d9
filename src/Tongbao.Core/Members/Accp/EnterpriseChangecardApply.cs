using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Accp;

/// <summary>
/// 企业用户更换绑定账号 (连连 账户 3.6): with the payment password the one account of a company is replaced by another, where the app asks for it
/// once a small remittance has proved that.
/// </summary>
public sealed record EnterpriseChangecardApply(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, string? CardKind, BankCardNo Card,
    string BankCode, string UnionBank, string? BranchName, Secret Password, string? RandomKey) : TypedPasswordCommand(Password, RandomKey)
{
    /// <summary>A card of the legal person, which takes a second step that is not built (W92).</summary>
    private const string LegalPersonsCard = "LEGALREPT_BANK_CARD";

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.CheckFree(BizOrderNo) is { } taken) return taken;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Type != MemberType.Company) return Errors.WrongMemberType;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        if (CardKind == LegalPersonsCard) return Errors.TradeRule;
        if (await book.CheckTyped(member, this) is { } notYet) return notYet;
        if (member.Company!.AccountNo == Card) return Errors.CardAlreadyBound;
        var bank = OpenAccount.BankNameOf(book, BankCode, BranchName, UnionBank);
        return AccountChanges.Ask(book, member, book.NewOperation(BizOrderNo, Member, OperationKind.CompanyCardChange, BackUrl),
            new AccountChange(BizOrderNo, Card, bank, BankCode, BranchName ?? UnionBank, UnionBank));
    }
}
