using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>
/// 会员电子协议签约 (通商云 4.1.4): between member, platform and us. A person is verified before, a company approved; once is enough.
/// </summary>
public sealed record SignContract(BizUserId Member, string JumpUrl, string BackUrl) : Command
{
    public const string Method = "signContract";

    /// <summary>The member agreed on the page; before that it is only asked whether it may.</summary>
    public bool Agreed { get; init; }

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.CheckVerified() is { } notVerified) return notVerified;
        if (member.ContractNo is not null) return Errors.MemberHasAlreadySignedAgreement;
        if (!Agreed) return new ContractReply(Member, member.RealName ?? member.Company!.CompanyName, null);
        var signed = new ContractSigned(Member, book.NextNumber());
        book.Members.Save(member with { ContractNo = signed.ContractNo });
        book.Outbox.Notify($"{Method}:{Member}", BackUrl, Method, signed, retries: false);
        return new ContractReply(Member, member.RealName ?? member.Company!.CompanyName, signed.ContractNo);
    }
}

/// <summary>The agreement: who signs it, and its number once signed.</summary>
public sealed record ContractReply(BizUserId Member, string Signer, string? ContractNo) : Reply;

/// <summary>签约通知 (4.1.4).</summary>
[StoredAs("contract")]
public sealed record ContractSigned(BizUserId Member, string ContractNo) : NoticeFacts;
