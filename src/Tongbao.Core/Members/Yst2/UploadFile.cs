using System.Security.Cryptography;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>文件上传 (云商通 7.1): a picture or a document, which a later request names by the number that it gets here (F1).</summary>
/// <param name="Md5">文件摘要 as its sender reckoned it, base64.</param>
public sealed record UploadFile(SecretBytes File, string Md5) : Command, IKeepingCommand
{
    /// <summary>5 MiB.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    /// <summary>PNG, JPEG and PDF by how they begin.</summary>
    private static readonly byte[][] Beginnings = [[0x89, (byte)'P', (byte)'N', (byte)'G'], [0xFF, 0xD8, 0xFF], [.. "%PDF-"u8]];

    public IReadOnlyList<BlobKey>? Kept { get; init; }
    public bool NotKept { get; init; }

    public Command With(IReadOnlyList<BlobKey>? kept) => this with { Kept = kept, NotKept = kept is null };

    public override ValueTask<Result> Run(Book book)
    {
        if (Kept is [var key]) return new(new Uploaded(key.Value));
        if (NotKept || File.Clear.Length > MostBytes || !Beginnings.Any(b => File.Clear.Span.StartsWith(b)))
            return new(Errors.PictureUnfit);
        if (!IsItsDigest()) return new(Errors.BadParameter.In(nameof(Md5)));
        book.Ask = new KeepAsk(this, BizUserId.Platform, UploadedFiles.Purpose, UploadedFiles.Life, [File]);
        return new(Done.It);
    }

    private bool IsItsDigest()
    {
        var sent = new byte[Md5.Length];
        return Convert.TryFromBase64String(Md5, sent, out var length)
            && sent.AsSpan(0, length).SequenceEqual(MD5.HashData(File.Clear.Span));
    }

    public sealed record Uploaded(string FileId) : Reply;
}
