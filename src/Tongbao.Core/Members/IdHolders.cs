namespace Tongbao.Core.Members;

/// <summary>Counting who is verified by one ID number, whichever wire it was by.</summary>
public static class IdHolders
{
    /// <summary>The number by which a member is counted: a person's ID number, or a company's unified code. Null for a company that has
    /// only the older papers.</summary>
    public static IdNumber? NumberOf(Member member) =>
        member.IdNumber ?? (member.Company?.UniCredit is { } code ? new IdNumber(code) : null);

    public static async ValueTask AddHolder(this Book book, IdNumber number, BizUserId member)
    {
        var holder = await book.HolderOf(number);
        if (!holder.Members.Contains(member)) book.IdHolders.Save(holder with { Members = [.. holder.Members, member] });
    }

    /// <summary>The number of a closed account may open another one.</summary>
    public static async ValueTask RemoveHolder(this Book book, IdNumber number, BizUserId member)
    {
        var holder = await book.HolderOf(number);
        if (holder.Members.All(m => m == member)) book.IdHolders.Remove(holder);
        else book.IdHolders.Save(holder with { Members = [.. holder.Members.Where(m => m != member)] });
    }

    /// <summary>Has the number opened as many users as it may, this one apart?</summary>
    public static async ValueTask<bool> HasMostUsers(this Book book, IdNumber number, BizUserId member) =>
        (await book.HolderOf(number)).Members.Count(m => m != member) >= book.Settings.UsersPerPerson;

    private static async ValueTask<IdHolder> HolderOf(this Book book, IdNumber number)
    {
        var key = book.Environment.Fingerprint("id", number.Clear.ToUpperInvariant());
        return await book.IdHolders.Find(key) ?? new IdHolder(key, []);
    }
}
