namespace Tongbao.Core.Members.Accp;

/// <summary>账户类交易流水结果查询 (连连): the kind of an operation on a user, and whether it is done. Orders and documents are none,
/// nor is what other wires do to users.</summary>
public sealed record QueryTxn(BizOrderNo BizOrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book) =>
        await book.FindOperation(BizOrderNo) is { Kind: <= OperationKind.CardPhoneChange } operation
            ? new Found(BizOrderNo, operation.OrderNo, operation.Kind, operation.State) : Errors.OrderNotFound;

    public sealed record Found(BizOrderNo BizOrderNo, OrderNo OrderNo, OperationKind BusiType, OperationState Status) : Reply;
}
