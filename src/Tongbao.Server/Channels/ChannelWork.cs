using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Payouts;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Channels;

/// <summary>渠道待办: the agenda's work with external parties: asks a channel again, sends a payout, books a remittance.</summary>
public static class ChannelWork
{
    public static IServiceCollection AddChannelWork(this IServiceCollection services) => services
        .AddSingleton(s => AskChannel(s.GetRequiredService<Asker>()))
        .AddSingleton(s => SendPayout(s.GetRequiredService<Asker>()))
        .AddSingleton(s => CloseOrderOnTime(s.GetRequiredService<Teller>()))
        .AddSingleton(s => FundsIn(s.GetRequiredService<Teller>()))
        .AddSingleton(s => AskBank(s.GetRequiredService<Asker>()))
        .AddSingleton(s => ProofDue(s.GetRequiredService<Teller>()));

    private static MoneyWork AskChannel(Asker asker) => new(OrderOutbox.Asking,
        async (app, item) => (await asker.Answer(app, ChannelAsk.Read(new OrderNo(item.Subject), item.Detail))).Result);

    private static MoneyWork SendPayout(Asker asker) =>
        new(PayoutSending.Sending, (app, item) => asker.Run(app, new SendPayout(new OrderNo(item.Subject))));

    private static MoneyWork CloseOrderOnTime(Teller teller) => new(OrderOutbox.Closing,
        async (app, item) => (await teller.Run(app, new CloseOrder(new OrderNo(item.Subject)))).Result);

    private static MoneyWork FundsIn(Teller teller) =>
        new(Remittance.Arrival, async (app, item) => (await teller.Run(app, new RemittanceArrived(item.Subject))).Result);

    private static MoneyWork AskBank(Asker asker) =>
        new(BankQuestions.Asking, (app, item) => asker.Run(app, new AskBankAgain(new OrderNo(item.Subject))));

    private static MoneyWork ProofDue(Teller teller) => new(OpeningResults.ProofDue,
        async (app, item) => (await teller.Run(app, new ProofMissed(item.Id, new BizOrderNo(item.Subject)))).Result);
}
