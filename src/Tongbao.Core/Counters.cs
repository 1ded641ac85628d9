namespace Tongbao.Core;

/// <summary>The running numbers of an app.</summary>
/// <param name="InFlight">通联通 payouts sent and not yet answered: they lower the position before the bank books them.</param>
/// <param name="BankInFlight">The same of what is paid out, or moved to the reserve, from 华通.</param>
/// <param name="Warnings">How many different warnings there were.</param>
public sealed record Counters(long NextEntry, long NextNumber, DateTimeOffset LastAt, Cents InFlight = default,
    Cents BankInFlight = default, long Warnings = 0)
{
    public static readonly RowKind<Counters> Rows = new("counters", _ => "all");
    public static readonly Counters Start = new(1, 0, DateTimeOffset.MinValue);
}
