using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>文件上传 (连连, 2023): one document under a number of its own; an opening of its user may name it.</summary>
public sealed record DocumentsUpload(BizUserId Member, BizOrderNo BizOrderNo, string ContextType, string? FileName, SecretBytes FileContext)
    : Command, IKeepingCommand
{
    public IReadOnlyList<BlobKey>? Kept { get; init; }
    public bool NotKept { get; init; }

    public Command With(IReadOnlyList<BlobKey>? kept) => this with { Kept = kept, NotKept = kept is null };

    public override async ValueTask<Result> Run(Book book)
    {
        if (NotKept) return Errors.PictureUnfit;
        if (await book.CheckFree(BizOrderNo) is { } taken) return taken;
        if (await OpenAccount.CheckBars(book, Member) is { } barred) return barred;
        if (Kept is not [var key])
        {
            book.Ask = new KeepAsk(this, Member, Papers.Purpose, Papers.Life, [FileContext]);
            return Done.It;
        }
        book.SaveDone(book.BeginOperation(BizOrderNo, Member, OperationKind.Document));
        return new Uploaded(BizOrderNo, key.Value);
    }

    public sealed record Uploaded(BizOrderNo BizOrderNo, string DocId) : Reply;
}
