using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Channels;

/// <summary>
/// 渠道: the seam behind which a bank, a wallet or a processor stands, simulated or real. Every method is asked by our own order number
/// and must be idempotent by it: asked again, it says how the first asking went and does nothing twice. A channel that does not answer in
/// time throws or is cut off; that is never a failure of the order, it is <see cref="ChannelResult.Unknown"/>, and it will be asked again.
/// What a channel learns later it reports as <see cref="ChannelAnswered"/>.
/// </summary>
public interface IChannel
{
    /// <summary>Does, or tells the state of, one operation of one order. docs/channels.md describes each operation.</summary>
    Task<ChannelAnswer> Ask(ChannelQuestion question, CancellationToken deadline);

    /// <summary>实名认证: null when no answer came.</summary>
    Task<bool?> PersonExists(string name, IdNumber idNumber, CancellationToken deadline);

    /// <summary>绑卡验证, its first step, or with a code its second.</summary>
    Task<CardAnswer> CheckCard(CardAsk ask, CancellationToken deadline);

    /// <summary>
    /// 银行开户 of a person; no verdict where the bank is slow: what it says later it reports as <see cref="OpeningDecided"/>.
    /// </summary>
    Task<OpeningSaid> OpenUser(AppId app, OpeningAsk ask, CancellationToken deadline);

    /// <summary>企业认证.</summary>
    Task<(bool? Ok, string? Reason)> CheckCompany(CompanyAsk ask, CancellationToken deadline);

    /// <summary>
    /// 子账户开户: the number of the account's sub-account at the custody bank, opened at the first asking; null when no answer came.
    /// </summary>
    Task<string?> OpenSubAccount(AppId app, SubAccountAsk ask, CancellationToken deadline);
}

/// <summary>What a channel is told with a question: the order as it is, and the code that the buyer typed for it.</summary>
/// <param name="Part">The ordinal of this request among those of its kind for the order. Together with the order's number it identifies the
/// request.</param>
public sealed record ChannelQuestion(App App, Order Order, ChannelOperation Operation, Secret? Code, DateTimeOffset At, int Part = 1);

public sealed record CardAnswer(bool? Ok, string? Message = null, Secret? CodeSent = null, bool WrongCode = false, bool IsCredit = false,
    Mismatch? Mismatch = null);
