using Tongbao.Core.Members;

namespace Tongbao.Core.Orders.Accp;

/// <summary>内部代发 (连连 交易 3.4.1) to one payee. One to a bank account is another product, and is not built.</summary>
public sealed record Transfer(string? BackUrl, long? ExpireMinutes, YesNo? FundsFlag, YesNo? CheckFlag, BizOrderNo BizOrderNo,
    DateTimeOffset OrderedAt, Cents Amount, Cents? Fee, string TxnPurpose, string? OrderInfo, PartyType PayerType, BizUserId Payer,
    string? PayerAccount, Secret? Password, string? RandomKey, Secret? DelegationNo, PartyType PayeeType, BizUserId? Payee,
    string? PayeeAccount) : TypedPasswordCommand(Password, RandomKey)
{
    private bool IsInside => PayeeType is PartyType.User or PartyType.Merchant;

    public override async ValueTask<Result> Run(Book book)
    {
        if (!IsInside) return await book.CheckFree(BizOrderNo) ?? Errors.TradeRule.On(nameof(PayeeType));
        // Both belong to outside transfers: a request that names them means something that would not be done.
        if (CheckFlag == YesNo.Yes) return Errors.BadParameter.In(nameof(CheckFlag));
        if (Fee is { IsPositive: true }) return Errors.BadParameter.In(nameof(Fee)).On(nameof(Fee), Fee, Allowed.Just(Cents.Zero));
        return await InsideTransfer.Run(book, new TransferWish(this, BizOrderNo, BackUrl, ExpireMinutes, OrderedAt, Amount, TxnPurpose,
            OrderInfo, PayerType, Payer, PayerAccount, [new TransferPayee(PayeeType, Payee!.Value, PayeeAccount, Amount)], nameof(Payee))
        {
            NotBuilt = FundsFlag == YesNo.Yes ? nameof(FundsFlag) : DelegationNo is not null ? nameof(DelegationNo) : null,
        });
    }
}
