using Tongbao.Core.Members;
using Tongbao.Core.Orders;

namespace Tongbao.Core;

/// <summary>
/// A question to the world outside: a channel, a bank, the register of persons. It is asked after the commit that raised it,
/// and its answer comes back as a command of its own, so that a synchronous call stands between two commits.
/// </summary>
public abstract record Ask;

/// <summary>Asks a channel to do something for an order, or how it went: by our order number, as often as needed.</summary>
/// <param name="Code">What the buyer typed for the channel to check; never stored.</param>
/// <param name="Part">Of what is done several times for an order, the how manieth.</param>
public sealed record ChannelAsk(OrderNo Order, ChannelOperation Operation, Secret? Code = null, int Part = 1) : Ask
{
    /// <summary>The question as it stands on the agenda: "SendBack", "SendBack:2".</summary>
    public string Planned => Part == 1 ? $"{Operation}" : $"{Operation}:{Part}";

    public static ChannelAsk Read(OrderNo order, string planned) => planned.Split(':') is [var operation, var part]
        ? new(order, Enum.Parse<ChannelOperation>(operation), Part: int.Parse(part, System.Globalization.CultureInfo.InvariantCulture))
        : new(order, Enum.Parse<ChannelOperation>(planned));
}

/// <summary>实名认证: is there a person of this name and ID number?</summary>
public sealed record PersonAsk(BizUserId Member, string Name, IdNumber IdNumber) : Ask;

/// <summary>绑卡验证: are card, person and phone of one another? With a code, the second step of the modes that have one.</summary>
public sealed record CardAsk(BizUserId Member, CardBinding Binding, Secret? Expiry = null, Secret? Cvv2 = null, Secret? Code = null) : Ask;

/// <summary>企业认证: is the company what it says?</summary>
public sealed record CompanyAsk(BizUserId Member, Company Company) : Ask;
