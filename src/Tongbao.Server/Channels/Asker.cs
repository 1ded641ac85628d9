using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Channels;

/// <summary>
/// 提问: runs a command. If it raised a question to an external party, asks it after the commit and books the answer as a command of its own.
/// A question without an answer in time is booked as unanswered; slowness is never treated as failure.
/// </summary>
public sealed class Asker(Teller teller, QueryRunner queries, IChannel channel, PasswordHashes passwords, Blobs blobs, TimeProvider clock,
    ILogger<Asker> log)
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public async Task<Result> Run(AppId app, Command command, RawRequest? raw = null)
    {
        var outcome = await teller.Run(app, command, raw);
        // These commands run again after the answer, so they store the request only then.
        while (outcome.Ask is { } ask)
            outcome = await Answer(app, ask, outcome.About, RunsAgain(ask) ? raw : null);
        return outcome.Result;
    }

    private static bool RunsAgain(Ask ask) => ask is PasswordAsk or ElementsAsk or OpeningAsk or KeepAsk or RegistersAsk;

    /// <summary>The current reply to a repeated request. Nothing is written and no channel is asked.</summary>
    public Task<Reply?> Repeat(AppId app, Command command, RawRequest raw) =>
        queries.Read(app, async book => (await command.Run(book)).Reply, raw.Wire, raw);

    /// <summary>Answers a query from committed data.</summary>
    public Task<Result> Run(AppId app, Query query, string wire) => queries.Run(app, query, wire);

    /// <summary>Reads a few rows of committed data.</summary>
    public Task<T?> Read<T>(AppId app, Func<Book, ValueTask<T>> read, string? wire = null) => queries.Read(app, read, wire);

    /// <summary>Asks a question now and books the answer.</summary>
    /// <param name="about">The order that a question to a channel is about, if the caller already has it.</param>
    public async Task<Outcome> Answer(AppId app, Ask ask, (App App, Order Order)? about = null, RawRequest? raw = null)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        return await teller.Run(app, await AnswerOf(app, ask, about, deadline.Token), raw);
    }

    private async Task<Command> AnswerOf(AppId app, Ask ask, (App App, Order Order)? about, CancellationToken deadline) => ask switch
    {
        ChannelAsk q => new ChannelAnswered(q.Order, q.Operation, await AskChannel(app, q, about, deadline), q.Part),
        PersonAsk q => new PersonChecked(q.Member, q.Name, q.IdNumber,
            await Ask(() => channel.PersonExists(q.Name, q.IdNumber, deadline), null)),
        CardAsk q => await Ask(() => channel.CheckCard(q, deadline), new CardAnswer(null)) is var a
            ? new CardChecked(q, a.Ok, a.Message, a.CodeSent, a.WrongCode, a.IsCredit) : throw new InvalidOperationException(),
        ElementsAsk q => q.Of.With(Said(await Ask(() => channel.CheckCard(new CardAsk(default, q.Binding, q.Expiry, q.Cvv2), deadline),
            new CardAnswer(null)))),
        OpeningAsk q => q.Of.With(await Ask(() => channel.OpenUser(app, q, deadline), new OpeningSaid(null, null))),
        RegistersAsk q => q.Of.With(await Ask(() => channel.CheckRegisters(q.Checks, deadline), new RegistersSaid(null))),
        KeepAsk q => q.Of.With(await Keep(app, q)),
        CompanyAsk q => await Ask(() => channel.CheckCompany(q, deadline), (null, null)) is var (ok, reason) && ok is { } approved
            ? new ReviewCompany(q.Member, approved, reason) : new LeaveToOperator(q.Member),
        SubAccountAsk q => new SubAccountOpened(q, await Ask(() => channel.OpenSubAccount(app, q, deadline), null)),
        PasswordAsk q => await passwords.Judge(q, deadline) is { } verdict ? q.Of with { Verdict = verdict } : new PasswordNotJudged(),
        _ => throw new InvalidOperationException($"nobody answers {ask.GetType().Name}"),
    };

    private static ElementsSaid Said(CardAnswer answer) => new(answer.Ok, answer.Mismatch, answer.Message, answer.IsCredit);

    /// <summary>Stores the contents, each as a blob. Null if one of them is not stored.</summary>
    private async Task<IReadOnlyList<BlobKey>?> Keep(AppId app, KeepAsk ask)
    {
        var keys = new List<BlobKey>();
        foreach (var content in ask.Contents)
        {
            using var stream = new MemoryStream(content.Clear.ToArray(), writable: false);
            if ((await blobs.Keep(app, ask.Purpose, ask.Owner, ask.Life, stream)).Key is not { } key) return null;
            keys.Add(key);
        }
        return keys;
    }

    private async Task<ChannelAnswer> AskChannel(AppId app, ChannelAsk q, (App App, Order Order)? about, CancellationToken deadline)
    {
        var facts = about ?? await queries.Read(app, async book => await book.Orders.Find(q.Order.Value) is { } order ? (book.App, order)
            : ((App, Order)?)null);
        if (facts is not var (row, asked)) return ChannelAnswer.Silence;
        return await Ask(() => channel.Ask(new ChannelQuestion(row, asked, q.Operation, q.Code, clock.GetUtcNow(), q.Part), deadline),
            ChannelAnswer.Silence);
    }

    private async Task<T> Ask<T>(Func<Task<T>> ask, T silence)
    {
        try
        {
            return await ask();
        }
        catch (Exception broken) when (broken is not StoreUnavailable)
        {
            log.LogWarning("channel did not answer: {Error}", broken.GetType().Name);
            return silence;
        }
    }
}

/// <summary>The register of companies did not answer, so the company goes on waiting for an operator.</summary>
public sealed record LeaveToOperator(BizUserId Member) : Command
{
    public override ValueTask<Result> Run(Book book) => new(new CompanyResult(Member, null, null, null));
}

/// <summary>
/// Too many passwords were being checked at once. The caller is told neither right nor wrong, and the attempt does not count as wrong.
/// </summary>
public sealed record PasswordNotJudged : Command
{
    public override ValueTask<Result> Run(Book book) => new(Errors.TimedOut);
}
