using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Channels;

/// <summary>
/// 渠道: the interface to a bank, a wallet or a processor, simulated or real. Each request is identified by our own order number and must be
/// idempotent: if it is repeated, the channel reports the result of the first request and does nothing twice. A channel that does not
/// answer in time throws or is cancelled. That never means that the order failed: the result is <see cref="ChannelResult.Unknown"/>, and
/// the channel is asked again. Later results are reported as <see cref="ChannelAnswered"/>.
/// </summary>
public interface IChannel
{
    /// <summary>Does one operation of one order, or reports its state. docs/channels.md describes each operation.</summary>
    Task<ChannelAnswer> Ask(ChannelQuestion question, CancellationToken deadline);

    /// <summary>实名认证: null if there was no answer.</summary>
    Task<bool?> PersonExists(string name, IdNumber idNumber, CancellationToken deadline);

    /// <summary>绑卡验证: the first step; with a code, the second.</summary>
    Task<CardAnswer> CheckCard(CardAsk ask, CancellationToken deadline);

    /// <summary>
    /// 银行开户 of a person. There is no verdict if the bank is slow; it reports the verdict later as <see cref="OpeningDecided"/>.
    /// </summary>
    Task<OpeningSaid> OpenUser(AppId app, OpeningAsk ask, CancellationToken deadline);

    /// <summary>企业认证.</summary>
    Task<(bool? Ok, string? Reason)> CheckCompany(CompanyAsk ask, CancellationToken deadline);

    /// <summary>核验 by the registers of companies, persons and accounts, in order until one fails.</summary>
    Task<RegistersSaid> CheckRegisters(IReadOnlyList<RegisterCheck> checks, CancellationToken deadline);

    /// <summary>
    /// 子账户开户: the number of the account's sub-account at the custody bank. The first request opens it. Null if there was no answer.
    /// </summary>
    Task<string?> OpenSubAccount(AppId app, SubAccountAsk ask, CancellationToken deadline);
}

/// <summary>A question to a channel: the order as it is now, and the code that the payer typed.</summary>
/// <param name="Part">The ordinal of this request among those of its kind for the order. Together with the order's number it identifies the
/// request.</param>
public sealed record ChannelQuestion(App App, Order Order, ChannelOperation Operation, Secret? Code, DateTimeOffset At, int Part = 1);

public sealed record CardAnswer(bool? Ok, string? Message = null, Secret? CodeSent = null, bool WrongCode = false, bool IsCredit = false,
    Mismatch? Mismatch = null);
