using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Accp;

/// <summary>
/// 交易二次短信验证 (连连 交易 3.6): the code that a trade asked for. After it the trade goes on as if no code had been needed, so that what is short
/// is short only now; the code and its token stay good then.
/// </summary>
public sealed record ValidationSms(PartyType? PayerType, BizUserId? Payer, BizUserId? Member, BizOrderNo BizOrderNo, Cents Amount,
    string Token, Secret VerificationCode) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (order, wrong) = await book.OwnOrder(BizOrderNo);
        if (wrong is not null) return wrong;
        if (order!.IsPaid || order.Status == OrderStatus.InProgress) return Errors.WrongOrderState;
        if (!order.IsOpen || CloseOrder.IsOver(order, book.Now)) return Errors.OrderExpired.On(null, book.Now);
        if (PayCalls.CheckSame(order, PayeeChecks.MemberOf(PayerType ?? PartyType.User, Payer ?? Member!.Value), Amount) is { } differs)
            return differs;
        if (!order.Payer.IsPlatform && !order.Said.Anonymous
            && await PayCalls.CheckUser(book, order.Payer) is { } notAble) return notAble;
        var (token, unfit) = await book.FindToken(Token, order.Payer, order.BizNo.Value, PayCalls.PurposeOf(order));
        if (unfit is not null) return unfit;
        var about = Platform.Token.AboutOf(order.Payer, order.BizNo.Value);
        if (await book.JudgeCode(about, PayCalls.SmsPurpose, null, VerificationCode) is { } wrongCode) return wrongCode;
        if (await PayCalls.CheckPayees(book, order) is { } notOpen) return notOpen;
        await book.UseCode(about, PayCalls.SmsPurpose);
        book.UseUp(token!);
        book.KeepRequest(order, this);
        return order.Kind is OrderKind.Withdrawal or OrderKind.Transfer ? await TradeCode.ContinueAfterCode(book, order)
            : await ConfirmOrder.Confirm(book, order, null);
    }
}
