namespace Tongbao.Core.Recon;

/// <summary>对账文件下载 (通商云 4.3.2): where the file of a day is, for a day.</summary>
/// <param name="FileType">文件类型: 1 明细, 2 汇总.</param>
public sealed record GetCheckAccountFile(DateOnly Date, long? FileType) : Query
{
    public override ValueTask<Result> Run(Book book)
    {
        var files = book.Environment.Part<IDayFiles>(book.Wire);
        if (Date >= Days.DateOf(book.Now) || book.Now < files.ReadyAt(book.App, Date) || Date < Days.DateOf(book.App.CreatedAt))
            return new(Errors.CheckFileNotFound);
        var name = files.NameOf(book.No, Date, FileType == 2 ? DayFileKind.Summary : DayFileKind.Detail);
        return new(new Link(book.Environment.FileLink(book.App.Id, name, book.Now + files.LinkLife)));
    }

    public sealed record Link(string Url) : Reply;
}
