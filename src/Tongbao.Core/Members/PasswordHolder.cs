using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>What a page about a password shows of the member.</summary>
/// <param name="CodeSentTo">The bound phone, masked, where a code of it is asked for.</param>
/// <param name="AsksIdentity">Without a phone the person types the ID number.</param>
public sealed record PasswordHolderReply(BizUserId Member, string? CodeSentTo, bool AsksIdentity) : Reply;

/// <summary>支付密码变更通知 (4.1.17-4.1.19): told once, on success.</summary>
[StoredAs("password")]
public sealed record PasswordChanged(BizUserId Member) : NoticeFacts;

/// <summary>持密码人: who may set, change or reset a payment password: a person, by the name and ID number that were verified.</summary>
internal static class PasswordHolder
{
    /// <summary>What a member sends as its phone who never bound one (4.1.23 (4), (5)).</summary>
    public static readonly Phone NeverBound = new("88888888888");

    public static async ValueTask<(Member?, Error?)> Find(Book book, BizUserId id, string name, IdNumber idNumber, Phone? phone)
    {
        if (await book.FindMember(id) is not { } member) return (null, Errors.MemberNotFound);
        if (member.Locked) return (null, Errors.MemberLocked);
        if (member.Type != MemberType.Person) return (null, Errors.WrongMemberType);
        if (member.RealName is null) return (null, Errors.RealNameNotSet);
        if (member.RealName != name || member.IdNumber != idNumber) return (null, Errors.RealNameRefused);
        if (phone is not null && phone != (member.Phone ?? NeverBound)) return (null, Errors.PhoneNotBound);
        return (member, null);
    }

    public static async ValueTask<Error?> SendCodeTo(Book book, Member member, string purpose) =>
        member.Phone is { } phone ? await book.SendCodeAsked(member.Id.Value, phone, purpose, SmsMessage.BindLife) : null;

    /// <summary>Saves the password that was wanted, proved by the code of the bound phone, and tells the merchant what was done.</summary>
    public static async ValueTask<Result> Choose(Book book, Member member, PasswordCommand command, Secret? code, string method,
        string backUrl)
    {
        if (PayPassword.NewHash(book, command) is not { } hash) return Done.It;
        if (member.Phone is { } phone && !await book.AcceptCode(member.Id.Value, method, phone, code ?? new Secret("")))
            return Errors.WrongCode;
        await PayPassword.Set(book, member, hash);
        Tell(book, member.Id, method, backUrl);
        return Done.It;
    }

    public static void Tell(Book book, BizUserId member, string method, string backUrl) =>
        book.Outbox.Notify($"{method}:{member}", backUrl, method, new PasswordChanged(member), retries: false);
}
