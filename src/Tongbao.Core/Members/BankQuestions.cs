using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>
/// 开户查询: the bank is asked within the request to open a person's account, and asked again until its answer is booked. So a question that
/// was lost when the server was killed is repeated after the restart. The bank knows our number and opens nothing twice.
/// </summary>
public static class BankQuestions
{
    public static readonly WorkKind Asking = new("ask-opening");

    /// <summary>The gaps between the questions; the last gap repeats.</summary>
    private static readonly TimeSpan[] Gaps =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public static async ValueTask AskBank(this Book book, IOpeningCommand of, AccountOperation operation, Opening opening)
    {
        book.Ask = new OpeningAsk(of, operation.Member, operation.OrderNo, operation.BizNo, opening.Name, opening.IdNumber);
        var before = await book.Work.Find(WorkId(operation.OrderNo));
        book.Work.Save(Item(operation.OrderNo, book.Now + Gaps[0], before?.Attempt ?? 0));
    }

    /// <summary>Books the bank's answer, or plans the next question if it gave none.</summary>
    public static async ValueTask HearBank(this Book book, AccountOperation operation, OpeningSaid said)
    {
        if (said.Ok is { } ok) await new OpeningDecided(operation.OrderNo, ok, said.Message).Run(book);
        else if (await book.Work.Find(WorkId(operation.OrderNo)) is { } asked)
            book.Work.Save(Item(operation.OrderNo, book.Now + Gaps[Math.Min(asked.Attempt, Gaps.Length - 1)], asked.Attempt + 1));
    }

    public static async ValueTask StopAskingBank(this Book book, OrderNo order)
    {
        if (await book.Work.Find(WorkId(order)) is { } item) book.Work.Remove(item);
    }

    public static string WorkId(OrderNo order) => $"{Asking.Name}:{order}";

    private static WorkItem Item(OrderNo order, DateTimeOffset at, int silences) =>
        Asking.Item(WorkId(order), order.Value, at, attempt: silences);
}

/// <summary>Asks the bank again about an opening that has no answer yet.</summary>
public sealed record AskBankAgain(OrderNo OrderNo) : Command, IOpeningCommand
{
    public OpeningSaid? Said { get; init; }

    public Command With(OpeningSaid said) => this with { Said = said };

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Operations.FindBy(AccountOperation.ByOrderNo, OrderNo.Value) is not { } operation
            || await book.FindMember(operation.Member) is not { Opening: { State: OpeningState.AtBank } opening }
            || opening.BizNo != operation.BizNo) await book.StopAskingBank(OrderNo);
        else if (Said is null) await book.AskBank(this, operation, opening);
        else await book.HearBank(operation, Said);
        return Done.It;
    }
}
