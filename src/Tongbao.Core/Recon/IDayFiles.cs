using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Recon;

/// <summary>
/// 日终文件: the files of a day that a wire has, with their names, hours and lines; a part of the environment. Which orders stand in
/// those of which day says <see cref="OrderOutcome.FiledAt"/>.
/// </summary>
public interface IDayFiles
{
    /// <summary>None of a wire that has no such files.</summary>
    IReadOnlyList<DayFileKind> Kinds { get; }

    /// <summary>From when on the files of a day are there.</summary>
    DateTimeOffset ReadyAt(App app, DateOnly day);

    /// <summary>How long a link to one is good.</summary>
    TimeSpan LinkLife { get; }

    /// <param name="no">The app's number on the wire.</param>
    string NameOf(string no, DateOnly day, DayFileKind kind);

    /// <summary>What a name stands for; null where no file has such a name.</summary>
    (DateOnly Day, DayFileKind Kind)? Read(string name);

    /// <summary>The line of an order, of files that have one for each.</summary>
    string? LineOf(App app, Order order, DayFileKind kind);

    /// <summary>The lines of a file, which are the same whenever they are asked for. Those of a workbook end each column with |.</summary>
    /// <param name="filed">The orders of the day, in order of time.</param>
    IAsyncEnumerable<string> Lines(App app, IAsyncEnumerable<Order> filed, DayFileKind kind);

    /// <summary>Of workbooks: the name of the sheet, and which columns, from 0, hold numbers.</summary>
    string SheetName => "";
    IReadOnlySet<int> NumberColumns => new HashSet<int>();
}

/// <summary>明细, 汇总, and 明细 as Excel has it.</summary>
public enum DayFileKind { Detail, Summary, Workbook }

/// <summary>Of a wire that has no files of a day.</summary>
public sealed class NoDayFiles : IDayFiles
{
    public static readonly NoDayFiles Instance = new();

    public IReadOnlyList<DayFileKind> Kinds => [];
    public TimeSpan LinkLife => TimeSpan.Zero;
    public DateTimeOffset ReadyAt(App app, DateOnly day) => DateTimeOffset.MaxValue;
    public string NameOf(string no, DateOnly day, DayFileKind kind) => "";
    public (DateOnly Day, DayFileKind Kind)? Read(string name) => null;
    public string? LineOf(App app, Order order, DayFileKind kind) => null;
    public IAsyncEnumerable<string> Lines(App app, IAsyncEnumerable<Order> filed, DayFileKind kind) => AsyncEnumerable.Empty<string>();
}
