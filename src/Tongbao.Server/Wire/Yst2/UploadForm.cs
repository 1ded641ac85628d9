using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 上传的表单: the parts of a multipart body, the file in memory alone. It may be the photo of an ID card, so it never lies in a file in clear.
/// </summary>
/// <param name="File">Null where no part holds one.</param>
/// <param name="IsTooLarge">More came than is ever kept; the file is cut off.</param>
public sealed record UploadForm(Dictionary<string, string> Fields, byte[]? File, bool IsTooLarge)
{
    private const int MostParts = 20, MostText = 4 * 1024, MostBoundary = 200;
    private const string FilePart = "file";

    /// <summary>Null where it is no such form.</summary>
    /// <param name="most">So many bytes of the file are kept.</param>
    public static async Task<UploadForm?> Read(HttpRequest request, int most)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= MostBoundary } boundary) return null;
        try
        {
            return await Read(new MultipartReader(boundary.Value!, request.Body), most);
        }
        catch (Exception bad) when (bad is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return null;
        }
    }

    private static async Task<UploadForm?> Read(MultipartReader parts, int most)
    {
        var (fields, file, tooLarge) = (new Dictionary<string, string>(), (byte[]?)null, false);
        for (var count = 0; await parts.ReadNextSectionAsync() is { } part; count++)
        {
            if (count == MostParts || part.GetContentDispositionHeader() is not { } head) return null;
            var name = HeaderUtilities.RemoveQuotes(head.Name).ToString();
            var (bytes, isWhole) = await Start(part.Body, name == FilePart ? most : MostText);
            if (name == FilePart) (file, tooLarge) = (bytes, !isWhole);
            else if (!isWhole || !fields.TryAdd(name, Encoding.UTF8.GetString(bytes).Trim())) return null;
        }
        return new UploadForm(fields, file, tooLarge);
    }

    private static async Task<(byte[] Bytes, bool IsWhole)> Start(Stream body, int most)
    {
        using var kept = new MemoryStream();
        var room = new byte[64 * 1024];
        var isWhole = true;
        for (int read; (read = await body.ReadAsync(room)) > 0;)
        {
            var left = Math.Min(read, most - (int)kept.Length);
            kept.Write(room, 0, left);
            isWhole &= left == read;
        }
        return (kept.ToArray(), isWhole);
    }
}
