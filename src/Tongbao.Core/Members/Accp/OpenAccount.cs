using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>What the applications to open a person and a company are both asked, in the order of their refusals.</summary>
internal static class OpenAccount
{
    public const string Purpose = "openAccount";

    /// <summary>Of a user that is there: neither paused nor closed.</summary>
    public static async ValueTask<Error?> CheckBars(Book book, BizUserId id) =>
        await book.FindMember(id) is { } member && UserStates.StateOf(member) is UserState.Paused or UserState.Closed
            ? Errors.MemberNotAvailable : null;

    /// <summary>
    /// May this user be opened under this number? One that is open, under review or closed is not opened again; one whose opening failed
    /// is.
    /// </summary>
    public static async ValueTask<(Member? Before, Error? Wrong)> CheckUser(Book book, BizUserId id, BizOrderNo no, MemberType type,
        IdNumber number)
    {
        if (id.IsPlatform || id.Value.Any(c => c is > '~' or <= ' ')) return (null, Errors.BadUserId);
        if (await book.CheckFree(no) is { } taken) return (null, taken);
        var before = await book.FindMember(id);
        if (before is not null && (UserStates.StateOf(before) != UserState.Pending || before.Locked)) return (null, Errors.MemberExists);
        if (before is not null && before.Type != type) return (null, Errors.WrongMemberType);
        return await book.HasMostUsers(number, id) ? (null, Errors.TooManyUsersOfPerson) : (before, null);
    }

    /// <summary>The phone is one that the user proved before, or proves by the code that this request brings.</summary>
    public static async ValueTask<Error?> CheckPhone(Book book, BizUserId id, Phone phone, Secret? code)
    {
        if (!PhoneRules.IsPhone(phone)) return Errors.BadParameter.In("Phone");
        if (code is not null) return await book.JudgeCode(id.Value, RegphoneVerifycodeApply.Purpose, phone, code);
        return (await book.ProvedPhones.Find(id.Value))?.Phone == phone || (await book.FindMember(id))?.Phone == phone ? null
            : Errors.RealNameRefused;
    }

    public static async ValueTask Prove(Book book, BizUserId id, Phone phone)
    {
        await book.UseCode(id.Value, RegphoneVerifycodeApply.Purpose);
        book.ProvedPhones.Save(new ProvedPhone(id, phone, book.Now));
    }

    /// <summary>Photos that were uploaded one by one before, named by their numbers, are the user's papers from now on.</summary>
    public static async ValueTask<Error?> NamePapers(Book book, BizUserId id, string? emblem, string? portrait, string? licence)
    {
        if (emblem is null && portrait is null && licence is null) return null;
        var papers = await book.Papers.Find(id.Value) ?? new Papers(id);
        foreach (var (no, property) in new[] { (emblem, "EmblemSide"), (portrait, "PortraitSide"), (licence, "Licence") })
        {
            if (no is null) continue;
            if (await book.Blobs.Find(no) is not { Purpose: Papers.Purpose } blob || blob.Owner != id || !await book.Name(blob.Key))
                return Errors.BadParameter.In(property);
        }
        book.Papers.Save(papers with
        {
            Emblem = KeyOf(emblem) ?? papers.Emblem, Portrait = KeyOf(portrait) ?? papers.Portrait, Licence = KeyOf(licence)
                ?? papers.Licence,
        });
        return null;
    }

    /// <summary>开户银行: the name of the bank by its code; if the code is unknown, the branch's name or number.</summary>
    public static string BankNameOf(Book book, string code, string? branch, string unionBank) =>
        book.Environment.Banks.NameOf(code) ?? branch ?? unionBank;

    public static Member MemberFor(Book book, BizUserId id, MemberType type, Member? before) => before ?? Member.New(book, id, type);

    private static BlobKey? KeyOf(string? no) => no is null ? null : new BlobKey(no);
}
