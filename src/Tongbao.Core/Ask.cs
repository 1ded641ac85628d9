namespace Tongbao.Core;

/// <summary>
/// A question to the world outside: a channel, a bank, the register of persons. It is asked after the commit that raised it,
/// and its answer comes back as a command of its own, so that a synchronous call stands between two commits.
/// </summary>
public abstract record Ask;
