using Tongbao.Core;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// One that threw where no command had begun yet, or broke the transaction itself, took all that came with it: another tenant's requests
/// were answered 9200.
/// </summary>
public abstract class A_command_that_cannot_even_begin_fails_alone(Store store)
{
    private static readonly RowKind<Row> Rows = new("members", r => r.Key);

    [Fact]
    public async Task Whatever_it_is()
    {
        await using var bank = await Bank.Open(store);
        var (app, other) = (await bank.NewApp(new { }), await bank.NewApp(new { }));
        var held = new TaskCompletionSource();
        var holds = bank.Teller.Run(app, new Holds(held.Task));
        Command[] bad =
        [
            new Throws(), new ThrowsInPrefetch(), new PutsRowWithoutKey(), new LooksFor("\0"), new LooksFor("\ud800"), new LooksFor(null!),
                new Foresees("\0"), new Foresees(null!),
        ];
        // While the first is held, these come; all of them are one group.
        var spoilt = bad.Select(command => bank.Teller.Run(other, command)).ToList();
        var good = Enumerable.Range(0, 8).Select(n => bank.Teller.Run(app, Newcomer($"m{n}"))).ToList();
        held.SetResult();
        await holds;
        foreach (var (command, outcome) in bad.Zip(spoilt))
            Assert.True(await Fails(outcome) || command is LooksFor or Foresees, command.ToString());
        foreach (var outcome in good) Assert.Null((await outcome).Result.Error);
        foreach (var n in Enumerable.Range(0, 8))
            Assert.Equal(Errors.MemberExists, (await bank.Teller.Run(app, Newcomer($"m{n}"))).Result.Error);
        Assert.Null(await bank.Check(app));
        Assert.Null(await bank.Check(other));
    }

    [Fact]
    public async Task What_is_no_command_at_all_does_not_come_in()
    {
        await using var bank = await Bank.Open(store);
        var app = await bank.NewApp(new { });
        await Assert.ThrowsAsync<ArgumentNullException>(() => bank.Teller.Run(app, null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => bank.Teller.Run(default, Newcomer("m")));
        Assert.Null((await bank.Teller.Run(app, Newcomer("m"))).Result.Error);
    }

    private static CreateMember Newcomer(string name) => new(new BizUserId(name), MemberType.Person, 2);

    private static async Task<bool> Fails(Task<Server.Store.Outcome> outcome)
    {
        try
        {
            await outcome;
            return false;
        }
        catch (Exception bug) when (bug is InvalidOperationException or StoreUnavailable or ArgumentException or NullReferenceException)
        {
            return true;
        }
    }

    private sealed record Row(string Key);

    private sealed record Holds(Task Until) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            await Until;
            return Done.It;
        }
    }

    private sealed record Throws : Command
    {
        public override ValueTask<Result> Run(Book book) => throw new InvalidOperationException("not begun");
    }

    private sealed record ThrowsInPrefetch : Command
    {
        public override void Prefetch(IPrefetch rows) => throw new InvalidOperationException("not foreseen");
        public override ValueTask<Result> Run(Book book) => throw new InvalidOperationException("not begun");
    }

    private sealed record PutsRowWithoutKey : Command
    {
        public override ValueTask<Result> Run(Book book)
        {
            book.Shelf.Put(book.App.Id, Rows, new Row(null!));
            return new(Done.It);
        }
    }

    private sealed record LooksFor(string Key) : Command
    {
        public override async ValueTask<Result> Run(Book book) =>
            await book.Shelf.Find(book.App.Id, Rows, Key) is null ? Done.It : Errors.MemberExists;
    }

    private sealed record Foresees(string Key) : Command
    {
        public override void Prefetch(IPrefetch rows) => rows.Row(Rows, Key);
        public override async ValueTask<Result> Run(Book book) =>
            await book.Shelf.Find(book.App.Id, Rows, Key) is null ? Done.It : Errors.MemberExists;
    }
}

public sealed class A_command_that_cannot_even_begin_fails_alone_on_sqlite() : A_command_that_cannot_even_begin_fails_alone(Store.Sqlite);

public sealed class A_command_that_cannot_even_begin_fails_alone_on_postgres()
    : A_command_that_cannot_even_begin_fails_alone(Store.Postgres);
