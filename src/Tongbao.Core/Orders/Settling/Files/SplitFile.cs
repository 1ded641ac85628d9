using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Settling.Files;

/// <summary>文件状态. The numbers are those that stand in the store.</summary>
public enum SplitFileState { Uploading = 0, Working = 1, Finished = 2 }

/// <summary>
/// 批量分账文件: a file with a split of an order in each row. It is taken whole or refused whole; afterwards its rows are worked one after
/// another, as bulk work, and a bad row fails alone.
/// </summary>
public sealed record SplitFile
{
    public const string Purpose = "split-file";

    public static readonly RowKind<SplitFile> Rows = new("split_files", f => f.No);

    /// <summary>The parts stay as long as the file: its result repeats columns of them.</summary>
    public static readonly BlobNames Parts = new BlobNames<SplitFile>(Rows, f => f.Contents);

    /// <summary>批次号: the platform's own number of the file.</summary>
    public required string No { get; init; }
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The wire that its splits are made on, and its end is told on.</summary>
    public required string Wire { get; init; }
    public string? NoticeUrl { get; init; }
    public SplitFileState State { get; init; }

    /// <summary>SHA-256 of the content: the same file is known again by it. Null while the file is uploaded.</summary>
    public string? Digest { get; init; }

    /// <summary>The content, in order. A part may end within a row.</summary>
    public IReadOnlyList<BlobKey> Contents { get; init; } = [];

    /// <summary>How many rows it has, how many of them were worked, and how many of those failed.</summary>
    public int Count { get; init; }
    public int Done { get; init; }
    public int Failed { get; init; }

    /// <summary>How many pieces its results are kept in.</summary>
    public int Slices { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Came in parts: its result is too large for one answer of the wire.</summary>
    public bool IsLarge { get; init; }
}

/// <summary>回盘: the results of some rows that follow one another.</summary>
/// <param name="No">From 0.</param>
/// <param name="From">Where the first of these rows begins in the content.</param>
public sealed record SplitSlice(string File, int No, string From, IReadOnlyList<SplitResult> Results)
{
    public static readonly RowKind<SplitSlice> Rows = new("split_rows", s => KeyOf(s.File, s.No)) { StaysInMemory = false };

    /// <summary>The length of the number comes first, so that no number of a file is the beginning of another's keys.</summary>
    public static string KeyOf(string file, int no) => $"{file.Length}|{file}|{no:0000000}";
}

/// <summary>How a row ended.</summary>
/// <param name="Number">Of the split, as order numbers are; rows that failed have one too.</param>
/// <param name="Confirmed">What became available by the split; null where it failed.</param>
/// <param name="Why">Null where it succeeded.</param>
public sealed record SplitResult(string Number, DateTimeOffset At, Cents? Confirmed, Reason? Why);

/// <summary>What a transaction sees of split files.</summary>
public static class SplitFileRows
{
    extension(Book book)
    {
        public Table<SplitFile> SplitFiles => new(book.Shelf, book.App.Id, SplitFile.Rows);
        public Table<SplitSlice> SplitSlices => new(book.Shelf, book.App.Id, SplitSlice.Rows);
    }
}
