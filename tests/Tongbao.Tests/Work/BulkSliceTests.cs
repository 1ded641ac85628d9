using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Work;

/// <summary>批量的一片: how much of bulk work one transaction does.</summary>
public sealed class BulkSliceTests
{
    private const int All = 10, AtOnce = 4;

    [Theory, InlineData(false, "4", "8", null), InlineData(true, "1", "2", "3")]
    public async Task Some_slices_are_one_transaction_unless_somebody_waits(bool isWaitedFor, params string?[] progress)
    {
        await using var bank = await Bank.Open(Store.Sqlite);
        var app = await bank.NewApp(new { });
        await bank.Teller.Run(app, new Plan());
        foreach (var expected in progress)
        {
            var sliced = (await bank.Teller.Run(app, new RunSlice(new Counting(), Counting.Id, () => isWaitedFor))).Result;
            Assert.Equal(new RunSlice.Sliced(expected is null), sliced.Reply);
            await using var reader = await bank.Rows.BeginRead();
            Assert.Equal(expected, (await reader.Load(app, WorkItem.Rows, Counting.Id))?.Detail);
        }
    }

    private sealed record Plan : Command
    {
        public override ValueTask<Result> Run(Book book)
        {
            book.Work.Save(new Counting().Kind.Item(Counting.Id, "slices", book.Now, "0"));
            return new(Done.It);
        }
    }

    private sealed class Counting : IBulkWork
    {
        public const string Id = "count:slices";

        public WorkKind Kind { get; } = new("count-slices", Lane.Bulk);

        public int SlicesAtOnce => AtOnce;

        public ValueTask<string?> Slice(Book book, WorkItem item) =>
            new(int.Parse(item.Detail, System.Globalization.CultureInfo.InvariantCulture) + 1 is var done && done == All ? null : $"{done}");
    }
}
