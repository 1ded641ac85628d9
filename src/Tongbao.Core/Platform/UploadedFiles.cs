namespace Tongbao.Core.Platform;

/// <summary>
/// 上传的附件: files that are sent ahead, and that a request names by the number they got (fileId). The number is the key of the blob, so it
/// is kept nowhere else.
/// </summary>
public static class UploadedFiles
{
    public const string Purpose = "upload";

    private const string Prefix = "33";

    /// <summary>How long a file waits to be named.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>文件号: 31 digits: 33, yyyyMMddHH and a number.</summary>
    internal static string NewId(Book book) => $"{Prefix}{Days.ToChina(book.Now):yyyyMMddHH}{book.NextNumber()}";

    /// <param name="property">By which the request named it.</param>
    public static async ValueTask<(BlobKey? Key, Error? Wrong)> FindFile(this Book book, string? fileId, string property)
    {
        if (fileId is null) return (null, null);
        return await book.Blobs.Find(fileId) is { Purpose: Purpose, IsWhole: true } blob
            && (blob.ExpiresAt ?? DateTimeOffset.MaxValue) > book.Now ? (blob.Key, null) : (null, Errors.FileUnknown.In(property));
    }

    /// <summary>The file stays from now on, for the row that names it.</summary>
    public static async ValueTask<(BlobKey? Key, Error? Wrong)> NameFile(this Book book, string? fileId, string property)
    {
        var (key, wrong) = await book.FindFile(fileId, property);
        if (key is { } found && !await book.Name(found)) return (null, Errors.FileUnknown.In(property));
        return (key, wrong);
    }
}
