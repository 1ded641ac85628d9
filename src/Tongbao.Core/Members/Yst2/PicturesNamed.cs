using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>影印件: pictures of a member that a request names, by the files that were sent ahead.</summary>
internal sealed record PicturesNamed(string? Portrait, string? Emblem, string? Licence, string? Other)
{
    public bool AreNone => Portrait is null && Emblem is null && Licence is null && Other is null;

    private (string? File, string Property)[] All =>
        [(Portrait, "LegalPortrait"), (Emblem, "LegalEmblem"), (Licence, "Licence"), (Other, "OtherPicture")];

    /// <summary>The first that is not there.</summary>
    public async ValueTask<Error?> FindAll(Book book)
    {
        foreach (var (file, property) in All)
        {
            if ((await book.FindFile(file, property)).Wrong is { } wrong) return wrong;
        }
        return null;
    }

    /// <summary>They are the member's papers from now on, in place of those of before.</summary>
    public async ValueTask<Papers> Keep(Book book, BizUserId member)
    {
        var before = await book.Papers.Find(member.Value) ?? new Papers(member);
        if (AreNone) return before;
        var now = before with
        {
            Portrait = await Replace(book, before.Portrait, Portrait), Emblem = await Replace(book, before.Emblem, Emblem),
            Licence = await Replace(book, before.Licence, Licence), Other = await Replace(book, before.Other, Other),
        };
        book.Papers.Save(now);
        return now;
    }

    private static async ValueTask<BlobKey?> Replace(Book book, BlobKey? before, string? file)
    {
        if (file is null || before?.Value == file) return before;
        var key = new BlobKey(file);
        await book.Name(key);
        if (before is { } old) await book.LetGo(old, Papers.Life);
        return key;
    }
}
