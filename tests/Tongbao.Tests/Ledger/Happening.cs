using FsCheck;
using FsCheck.Fluent;

namespace Tongbao.Tests.Ledger;

/// <summary>What can happen in a market.</summary>
public enum What
{
    Deposit, Purchase, Withdraw, Refund, Freeze, Unfreeze, Confirm, ChannelSpeaks, SendPayout, TimePasses, Close, Funds, Repeat, Lock,
    Collect, PayOut, PayOutMany, RefundCollect, Transfer, Trade, PayTrade, ConfirmTrade, RefundTrade, TransferToMany,
}

/// <summary>
/// One thing that happens, with four numbers that say to whom, how and how much: small, so that a failure shrinks to a short story.
/// </summary>
public sealed record Happening(What What, int A, int B, int C, int D)
{
    private const int Shortest = 10, Longest = 170;

    /// <summary>Deposits, purchases and what channels say come oftener than the rest.</summary>
    private static readonly What[] Kinds =
        [.. Enum.GetValues<What>(), What.Deposit, What.Purchase, What.Purchase, .. Enumerable.Repeat(What.ChannelSpeaks, 5), What.Confirm,
            What.Confirm, What.Confirm, What.Refund, What.Withdraw, What.Collect, What.Collect, What.PayOut, What.PayOut, What.PayOut,
            What.RefundCollect, What.Trade, What.Trade, What.PayTrade, What.PayTrade, What.PayTrade,
            What.ConfirmTrade, What.RefundTrade, What.RefundTrade];

    private static readonly Gen<Happening> One =
        from what in Gen.Elements(Kinds)
        from n in Gen.Choose(0, 999).ArrayOf(4)
        select new Happening(what, n[0], n[1], n[2], n[3]);

    /// <summary>Days of happenings; a failing one is shortened happening by happening.</summary>
    public static readonly Arbitrary<Happening[]> Days = Arb.From(
        from length in Gen.Choose(Shortest, Longest)
        from happenings in One.ArrayOf(length)
        select happenings, Shorter);

    private static IEnumerable<Happening[]> Shorter(Happening[] day)
    {
        for (var chunk = day.Length / 2; chunk > 0; chunk /= 2)
            for (var at = 0; at + chunk <= day.Length; at += chunk) yield return [.. day[..at], .. day[(at + chunk)..]];
    }
}
