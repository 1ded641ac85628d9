namespace Tongbao.Core;

/// <summary>The running numbers of an app.</summary>
/// <param name="InFlight">The sum of 通联通 payouts that were sent and not yet answered. They lower the position before the bank books
/// them.</param>
/// <param name="BankInFlight">The same for money paid out of 华通, or moved from there to the reserve.</param>
/// <param name="Warnings">How many different warnings there were so far.</param>
public sealed record Counters(long NextEntry, long NextNumber, DateTimeOffset LastAt, Cents InFlight = default,
    Cents BankInFlight = default, long Warnings = 0)
{
    public static readonly RowKind<Counters> Rows = new("counters", _ => "all");
    public static readonly Counters Start = new(1, 0, DateTimeOffset.MinValue);
}
