using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Strays;
using Tongbao.Core.Platform;
using Tongbao.Server.Channels;
using Tongbao.Server.Store;
using Tongbao.Server.Pages;
using Tongbao.Simulators;
using Outcome = Tongbao.Simulators.Outcome;

namespace Tongbao.Server.Sandbox;

/// <summary>Connects the simulators through the same interface as a real channel.</summary>
public sealed class SimulatedChannel(ChannelSimulator channels, CardSimulator cards, PersonRegister persons, CompanyRegister companies,
    SimulatedRegisters registers, Teller teller, PageLinks links, TimeProvider clock) : IChannel
{
    public async Task<ChannelAnswer> Ask(ChannelQuestion question, CancellationToken deadline) =>
        await Heard(question.App.Id, await channels.Ask(ToTrade(question)));

    /// <summary>A decision of the buyer or the bank, made through the sandbox API.</summary>
    /// <exception cref="SimulatorRefusal">It is not possible any more.</exception>
    public async Task<ChannelAnswer> Decide(ChannelQuestion question, Decision decision) =>
        await Heard(question.App.Id, await channels.Decide(ToTrade(question), decision));

    /// <summary>The same, and books the result.</summary>
    public async Task Act(App app, Order order, ChannelOperation operation, Decision decision, DateTimeOffset at)
    {
        var answer = await Decide(new ChannelQuestion(app, order, operation, null, at), decision);
        await teller.Run(app.Id, new ChannelAnswered(order.No, operation, answer));
    }

    public async Task<bool?> PersonExists(string name, IdNumber idNumber, CancellationToken deadline) =>
        await persons.Exists(name, idNumber.Clear);

    public async Task<CardAnswer> CheckCard(CardAsk ask, CancellationToken deadline)
    {
        var b = ask.Binding;
        var question = new CardQuestion(b.Mode, b.Card.Clear, b.Name, b.IdNumber.Clear, b.Phone?.Clear, ask.Expiry?.Clear, ask.Cvv2?.Clear);
        var outcome = ask.Code is null ? await cards.Check(question) : await cards.Confirm(question, ask.Code.Clear);
        return new CardAnswer(outcome.Ok, outcome.Message, outcome.CodeSent is { } code ? new Secret(code)
            : null, outcome.WrongCode, outcome.IsCredit, outcome.Differs switch
            {
                null => null,
                "name" => Mismatch.Name,
                "id" => Mismatch.IdNumber,
                "phone" => Mismatch.Phone,
                _ => Mismatch.Other,
            });
    }

    /// <summary>A person who is not on the register is refused. Otherwise a scenario may make the bank slow, or let it refuse.</summary>
    public async Task<OpeningSaid> OpenUser(AppId app, OpeningAsk ask, CancellationToken deadline)
    {
        if (!await persons.Exists(ask.Name, ask.IdNumber.Clear)) return new OpeningSaid(false, null);
        var heard = await Heard(app, await channels.Ask(new Trade(app.Value, ask.OrderNo.Value, ask.BizNo.Value, Operations.Open,
            Operations.OpeningMethod, "", 0, null, null, ask.Member.Value, clock.GetUtcNow(), null, null, null, "",
            new Dictionary<string, string>(), CodeWanted: false)));
        return new OpeningSaid(heard.Result switch
        {
            ChannelResult.Success => true,
            ChannelResult.Failed => false,
            _ => null,
        }, heard.Message);
    }

    public async Task<(bool? Ok, string? Reason)> CheckCompany(CompanyAsk ask, CancellationToken deadline)
    {
        var c = ask.Company;
        var (ok, reason) = await companies.Check(new CompanyQuestion(c.CompanyName, c.LegalName, c.LegalIdNumber.Clear, c.AuthType == 2,
            c.UniCredit,
            c.BusinessLicense, c.TaxRegister, c.OrganizationCode));
        return (ok, reason);
    }

    public Task<RegistersSaid> CheckRegisters(IReadOnlyList<RegisterCheck> checks, CancellationToken deadline) => registers.Answer(checks);

    public Task<string?> OpenSubAccount(AppId app, SubAccountAsk ask, CancellationToken deadline) =>
        Task.FromResult<string?>(CustodyBank.SubAccountOf(app.Value, ask.AccountSetNo, ask.Member.Value));

    /// <summary>Plans what the simulator will report later, each report once, however often the simulator returns it.</summary>
    private async Task<ChannelAnswer> Heard(AppId app, Answer answer)
    {
        if (answer.Later.Count > 0) await teller.Run(app, new PlanReports([.. answer.Later]));
        return ToAnswer(answer.Now);
    }

    private Trade ToTrade(ChannelQuestion q)
    {
        var leg = q.Operation == ChannelOperation.SendBack ? StrayMoney.Of(q.Order)[q.Part - 1].LegOf(q.Order) : q.Order.LastChannelLeg!;
        return new Trade(q.App.Id.Value, q.Order.No.Value, q.Order.BizNo.Value, q.Operation switch
        {
            ChannelOperation.Pay => Operations.Pay,
            ChannelOperation.ConfirmPay => Operations.Confirm,
            ChannelOperation.Payout => Operations.Payout,
            ChannelOperation.Refund => Operations.Refund,
            _ => Operations.SendBack,
        }, leg.Method, leg.Flow.ToString()
            .ToLowerInvariant(), AmountOf(q, leg), leg.Card?.Clear, null, q.Order.Payer.Value, q.At, q.Order.Payment.PayableUntil
            ?? q.Order.ExpiresAt,
            q.Code?.Clear, q.Order.Refund?.Original.Value, links.SimulatedOf(q.App.Id, q.Order),
                leg.More.ToDictionary(m => m.Key, m => m.Value.Clear), leg.Method == PayMethod.QuickpayVsp
                && q.Order.Payment.ValidateType == ValidateType.Sms, q.Order.Payment.SmsSentAt) { Part = PartOf(q),
                IsKnown = q.Operation == ChannelOperation.Pay && q.Order.Payment.PayInfo is not null };
    }

    /// <summary>Each payment request of an order is a separate trade.</summary>
    private static int PartOf(ChannelQuestion q) => q.Operation is ChannelOperation.Pay or ChannelOperation.ConfirmPay
        && q.Order.Payment.Attempt > 1 ? q.Order.Payment.Attempt : q.Part;

    private static long AmountOf(ChannelQuestion q, Leg leg) => q.Operation switch
    {
        ChannelOperation.Refund => q.Order.Refund!.ToChannel.Fen,
        ChannelOperation.SendBack => StrayMoney.Of(q.Order)[q.Part - 1].Amount.Fen,
        _ => leg.Amount.Fen,
    };

    public static ChannelAnswer ToAnswer(Outcome o) => new(o.Result switch
    {
        TradeResults.Success => ChannelResult.Success,
        TradeResults.Fail => ChannelResult.Failed,
        TradeResults.Pending => ChannelResult.Pending,
        TradeResults.Returned => ChannelResult.Returned,
        TradeResults.Reversed => ChannelResult.Reversed,
        _ => ChannelResult.Unknown,
    })
    {
        Amount = o.Amount is { } fen ? new Cents(fen) : null,
        Message = o.Message,
        PayInfo = o.PayInfo,
        WantsCode = o.WantsCode,
        CodeSent = o.CodeSent is { } code ? new Secret(code) : null,
        WrongCode = o.WrongCode,
        Facts = o.TradeNo is null ? null
            : new ChannelFacts(o.TradeNo, o.PaidAt, o.Acct, o.AcctType, o.Cusid, o.TrxCode, o.TermNo, o.TermRefNum, o.TraceNo, o.Fee),
    };
}
