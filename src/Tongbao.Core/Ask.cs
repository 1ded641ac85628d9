namespace Tongbao.Core;

/// <summary>
/// A question to an external party: a channel, a bank, or the register of persons. It is sent after the transaction that raised it has
/// committed, and its answer is booked by a command of its own. So a synchronous call never runs inside a transaction.
/// </summary>
public abstract record Ask;
