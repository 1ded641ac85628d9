using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>附件: files that were uploaded before, and belong to a merchant from the request on that names them.</summary>
internal static class MerchantFiles
{
    /// <param name="needed">The photos that must be there, by their properties.</param>
    public static async ValueTask<(IReadOnlyDictionary<string, BlobKey>? Photos, Error? Wrong)> Name(Book book, MerchantPhotos photos,
        IReadOnlyList<string> needed)
    {
        var named = new Dictionary<string, BlobKey>();
        foreach (var (property, fileId) in photos.Named)
        {
            var (key, wrong) = await book.NameFile(fileId, $"Photos.{property}");
            if (wrong is not null) return (null, wrong);
            named[property] = key!.Value;
        }
        return needed.FirstOrDefault(property => !named.ContainsKey(property)) is { } missing
            ? (null, Errors.ParameterMissing.In($"Photos.{missing}")) : (named, null);
    }
}
