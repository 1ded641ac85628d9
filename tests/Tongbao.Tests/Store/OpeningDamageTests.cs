using Tongbao.Core;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Stores;

/// <summary>What `verify` says of an opening that its bank is not asked about any more (docs/ledger.md, invariant 13).</summary>
public sealed class OpeningDamageTests
{
    private static readonly BizUserId Ann = new("ann");

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_opening_that_waits_for_its_bank_and_is_on_no_agenda_is_named(Store store)
    {
        await using var bank = await Bank.Open(store);
        var market = await RandomMarket.Open(bank, new { });
        Assert.Null((await bank.Teller.Run(market.App, new AskTheBank(Ann))).Result.Error);
        var no = (await bank.Sql("SELECT order_no FROM account_operations"))[0];
        Assert.Null(await bank.Check(market.App));
        await bank.MustNotice(market.App, WorkItem.Rows, BankQuestions.WorkId(new(no)), _ => null, $"opening {no} waits for its bank");
    }

    private sealed record AskTheBank(BizUserId Member) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            var operation = book.BeginOperation(new("O1"), Member, OperationKind.Opening);
            var opening = new Opening(operation.BizNo, "Ann", new IdNumber("310101196001010010"), new Phone("13900000001"))
            {
                State = OpeningState.AtBank,
            };
            book.Members.Save((await book.FindMember(Member))! with { Opening = opening });
            await book.AskBank(new AskBankAgain(operation.OrderNo), operation, opening);
            return Done.It;
        }
    }
}
