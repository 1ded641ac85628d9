using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>
/// 平台资金到账: money arrived on an account set of the platform through its bank. For the balance by 4.3.3 mode A, for other sets through the
/// custody bank.
/// </summary>
public sealed record FundsCame(string AccountSetNo, Cents Amount) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (AccountSetNo == Chart.HuatongBank.Set) return await Deposited(book);
        if (book.Sets.Find(AccountSetNo, SetUse.Deposit) is not { Account: var account }) return Errors.WrongAccountSet;
        await book.Ledger.Must(Events.FundsCame, book.NextNumber(), new Move(Chart.CustodyBank.Available(), account.Available(), Amount));
        return new Balance(await book.Ledger.Available(account));
    }

    /// <summary>存管: the custody bank moves money of the platform to its account at 华通.</summary>
    private async ValueTask<Result> Deposited(Book book)
    {
        await book.Ledger.Must(Events.FundsCame, book.NextNumber(),
            new Move(Chart.HuatongBank.Available(), Chart.CustodyBank.Available(), Amount));
        return new Balance(-await book.Ledger.Available(Chart.HuatongBank));
    }

    public sealed record Balance(Cents Available) : Reply;
}
