using FsCheck;
using FsCheck.Fluent;

namespace Tongbao.Tests.Ledger;

/// <summary>What can happen in a market.</summary>
public enum What
{
    Deposit, Purchase, Withdraw, Refund, Freeze, Unfreeze, Confirm, ChannelSpeaks, SendPayout, TimePasses, Close, Funds, Repeat, Lock,
    Collect, PayOut, PayOutMany, RefundCollect, Transfer, Trade, PayTrade, ConfirmTrade, RefundTrade, TransferToMany,
    Buy, Settle, SplitBought, RefundBought, WithdrawApart,
}

/// <summary>
/// One thing that happens, with four numbers that say to whom, how and how much: small, so that a failure shrinks to a short story.
/// </summary>
public sealed record Happening(What What, int A, int B, int C, int D)
{
    private const int Shortest = 10, Longest = 170, StoryOneIn = 10;

    /// <summary>Of a number in a story: any; the one that picks the order, or the collect or trade, that came last.</summary>
    private const int Any = -1, LastOrder = 3, Last = 0;

    /// <summary>Deposits, purchases and what channels say come oftener than the rest.</summary>
    private static readonly What[] Kinds =
        [.. Enum.GetValues<What>(), What.Deposit, What.Purchase, What.Purchase, .. Enumerable.Repeat(What.ChannelSpeaks, 5), What.Confirm,
            What.Confirm, What.Confirm, What.Refund, What.Withdraw, What.Collect, What.Collect, What.PayOut, What.PayOut, What.PayOut,
            What.RefundCollect, What.Trade, What.Trade, What.PayTrade, What.PayTrade, What.PayTrade,
            What.ConfirmTrade, What.RefundTrade, What.RefundTrade,
            What.Buy, What.Buy, What.Settle, What.Settle, What.SplitBought, What.SplitBought, What.SplitBought,
            What.RefundBought, What.RefundBought];

    private static readonly Gen<Happening> One =
        from what in Gen.Elements(Kinds)
        from n in Gen.Choose(0, 999).ArrayOf(4)
        select new Happening(what, n[0], n[1], n[2], n[3]);

    /// <summary>What has to fit together to come to anything, and by chance alone seldom does.</summary>
    private static readonly Happening[][] Stories =
    [
        [new(What.Purchase, Any, Any, Any, Any), new(What.Confirm, LastOrder, Any, Any, Any),
            new(What.ChannelSpeaks, LastOrder, Any, Any, Any), new(What.Refund, LastOrder, Any, Any, Any)],
        [new(What.Collect, Any, Any, Any, Any), new(What.Confirm, LastOrder, Any, Any, Any),
            new(What.ChannelSpeaks, LastOrder, Any, Any, Any), new(What.PayOut, Any, Last, Any, Any)],
        [new(What.Trade, Any, Any, Any, Any), new(What.PayTrade, Last, Any, Any, Any),
            new(What.ChannelSpeaks, LastOrder, Any, Any, Any), new(What.ConfirmTrade, Last, Any, Any, Any)],
        [new(What.Buy, Any, Any, Any, Any), new(What.ChannelSpeaks, LastOrder, Any, Any, Any), new(What.Settle, Last, Any, Any, Any),
            new(What.SplitBought, Last, Any, Any, Any), new(What.RefundBought, Last, Any, Any, Any),
            new(What.RefundBought, Last, Any, Any, Any), new(What.ChannelSpeaks, LastOrder, Any, Any, Any)],
    ];

    private static readonly Gen<Happening[]> Story =
        from story in Gen.Elements(Stories)
        from chance in One.ArrayOf(story.Length)
        select story.Zip(chance, (told, drawn) => told.With(drawn)).ToArray();

    private static readonly Gen<Happening[]> Some =
        Gen.Frequency((StoryOneIn - 1, One.Select(one => new[] { one })), (1, Story));

    /// <summary>Days of happenings; a failing one is shortened happening by happening.</summary>
    public static readonly Arbitrary<Happening[]> Days = Arb.From(
        from length in Gen.Choose(Shortest, Longest)
        from happenings in Some.ArrayOf(length)
        select happenings.SelectMany(some => some).ToArray(), Shorter);

    /// <summary>Days after which the books were wrong once.</summary>
    public static readonly IReadOnlyList<Happening[]> KnownDays =
    [
        // A trade whose channel refused the code, paid by balance then.
        [new(What.Trade, 589, 128, 484, 447), new(What.Deposit, 179, 785, 228, 379), new(What.Withdraw, 511, 569, 907, 584),
            new(What.PayTrade, 523, 871, 285, 189), new(What.ChannelSpeaks, 389, 808, 858, 552), new(What.PayTrade, 268, 597, 315, 563)],
    ];

    /// <summary>Its open numbers come by chance.</summary>
    private Happening With(Happening drawn) =>
        new(What, A == Any ? drawn.A : A, B == Any ? drawn.B : B, C == Any ? drawn.C : C, D == Any ? drawn.D : D);

    private static IEnumerable<Happening[]> Shorter(Happening[] day)
    {
        for (var chunk = day.Length / 2; chunk > 0; chunk /= 2)
            for (var at = 0; at + chunk <= day.Length; at += chunk) yield return [.. day[..at], .. day[(at + chunk)..]];
    }
}
