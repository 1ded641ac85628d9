using Tongbao.Core.Orders.Settling.Files;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>批量分账文件处理结果通知: all rows were worked, however each of them ended.</summary>
[StoredAs("split-file")]
public sealed record SplitFileTold(string BatchNo, DateTimeOffset SubmittedAt, SplitFileState FileState) : NoticeFacts
{
    private const string Event = "2092n";

    public static void Tell(Book book, SplitFile file)
    {
        if (string.IsNullOrEmpty(file.NoticeUrl)) return;
        book.Outbox.Notify(file.No, file.NoticeUrl, Event, new SplitFileTold(file.No, file.TakenAt, file.State), retries: true,
            wire: file.Wire);
    }
}
