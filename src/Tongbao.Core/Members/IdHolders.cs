namespace Tongbao.Core.Members;

/// <summary>Counting who is opened by one ID number.</summary>
public static class IdHolders
{
    public static async ValueTask AddHolder(this Book book, IdNumber number, BizUserId member)
    {
        var holder = await book.HolderOf(number);
        if (!holder.Members.Contains(member)) book.IdHolders.Save(holder with { Members = [.. holder.Members, member] });
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
