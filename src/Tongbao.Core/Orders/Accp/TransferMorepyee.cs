using Tongbao.Core.Members;

namespace Tongbao.Core.Orders.Accp;

/// <summary>内部代发（多收款方）(连连 交易 3.4.1): to as many as ten payees, all or none.</summary>
public sealed record TransferMorepyee(string? BackUrl, YesNo? FundsFlag, YesNo? DirectionalpayFlag, YesNo? ContinuouslyFlag,
    BizOrderNo BizOrderNo, DateTimeOffset OrderedAt, Cents Amount, string TxnPurpose, string? OrderInfo, PartyType PayerType,
        BizUserId Payer,
    string? PayerAccount, Secret? Password, string? RandomKey, Secret? DelegationNo, IReadOnlyList<TransferPayee> Payees)
    : TypedPasswordCommand(Password, RandomKey)
{
    public override ValueTask<Result> Run(Book book) =>
        InsideTransfer.Run(book, new TransferWish(this, BizOrderNo, BackUrl, null, OrderedAt,
        Amount, TxnPurpose, OrderInfo, PayerType, Payer, PayerAccount, Payees, nameof(Payees)) { NotBuilt = NotBuilt });

    private string? NotBuilt => FundsFlag == YesNo.Yes ? nameof(FundsFlag) : DirectionalpayFlag == YesNo.Yes ? nameof(DirectionalpayFlag)
        : ContinuouslyFlag == YesNo.Yes ? nameof(ContinuouslyFlag) : DelegationNo is not null ? nameof(DelegationNo) : null;
}
