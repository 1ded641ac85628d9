namespace Tongbao.Tests.Simulation;

/// <summary>What a channel can say of a trade.</summary>
public enum Said { Success, Fail, Pending, Timeout, Reversed, Returned }

/// <summary>One thing that a channel says, so long after it was first asked.</summary>
/// <param name="Differs">By how much the sum that it names is wrong.</param>
public sealed record Step(Said Said, TimeSpan After = default, long Differs = 0);

/// <summary>How a channel behaves over one order: the first step is its answer, the others it reports by itself.</summary>
/// <param name="Name">As the log of acts calls it.</param>
public sealed record Script(string Name, params IReadOnlyList<Step> Steps)
{
    /// <summary>The usual course, for which the sandbox needs no scenario.</summary>
    public bool IsUsual { get; private init; }

    public static Script Usual(Said said) => new("usual", new Step(said)) { IsUsual = true };

    /// <summary>
    /// The scenarios of payments. Times are whole minutes and so many seconds that no two orders are spoken of at the same instant.
    /// </summary>
    public static Script OfPayment(Dice dice, TimeSpan apart)
    {
        var soon = TimeSpan.FromMinutes(dice.Between(2, 600)) + apart;
        var late = TimeSpan.FromMinutes(dice.Between(49 * 60, 70 * 60)) + apart;
        return dice.Below(12) switch
        {
            0 => new("at once", new Step(Said.Success)),
            1 => new("silence, then paid", new Step(Said.Timeout), new Step(Said.Success, soon)),
            2 => new("silence, then failed", new Step(Said.Timeout), new Step(Said.Fail, soon)),
            3 => new("waits, then paid", new Step(Said.Pending), new Step(Said.Success, soon)),
            4 => new("waits, then failed", new Step(Said.Pending), new Step(Said.Fail, soon)),
            5 => new("paid, then reversed", new Step(Said.Success), new Step(Said.Reversed, soon)),
            6 => new("paid twice", new Step(Said.Success), new Step(Said.Success, soon)),
            7 => new("lies about the amount", new Step(Said.Pending), new Step(Said.Success, soon, dice.OneIn(2) ? 1 : -1)),
            8 => new("silence, then lies about the amount", new Step(Said.Timeout), new Step(Said.Success, soon, 7)),
            9 => new("pays late, after the close", new Step(Said.Pending), new Step(Said.Success, late)),
            10 => new("silence, then reversed", new Step(Said.Timeout), new Step(Said.Reversed, soon)),
            _ => new("silence for ever", new Step(Said.Timeout)),
        };
    }

    /// <summary>The scenarios of payouts.</summary>
    public static Script OfPayout(Dice dice, TimeSpan apart)
    {
        var soon = TimeSpan.FromMinutes(dice.Between(2, 600)) + apart;
        var third = TimeSpan.FromDays(3) + apart;
        return dice.Below(8) switch
        {
            0 => new("refused", new Step(Said.Fail)),
            1 => new("silence, then sent", new Step(Said.Timeout), new Step(Said.Success, soon)),
            2 => new("silence, then failed", new Step(Said.Timeout), new Step(Said.Fail, soon)),
            3 => new("waits, then sent", new Step(Said.Pending), new Step(Said.Success, soon)),
            4 or 5 => new("returned on the third day", new Step(Said.Success), new Step(Said.Returned, third)),
            6 => new("silence, then returned on the third day", new Step(Said.Timeout), new Step(Said.Returned, third)),
            _ => new("silence for ever", new Step(Said.Timeout)),
        };
    }
}
