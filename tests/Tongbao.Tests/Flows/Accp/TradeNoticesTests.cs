namespace Tongbao.Tests.Flows.Accp;

/// <summary>交易通知: how often a trade is told of, and what counts as having been heard.</summary>
public sealed class TradeNoticesTests
{
    private static readonly AccpAnswer Unheard = new(200, "success");

    [Fact, Holds("W44", "W45")]
    public async Task A_trade_is_told_at_once_and_every_5_minutes_until_it_is_heard_and_13_times_at_most()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.Sandbox.Freeze();
        await flow.GivenUser("u1");
        await flow.GivenMerchantMoney("20.00");
        flow.Receiver.Answer("/never", Unheard);
        flow.Receiver.Answer("/late", Unheard, new AccpAnswer(500, "Success"), AccpAnswer.Success);
        var (never, late) = (await Told(flow, "/never"), await Told(flow, "/late"));
        await flow.Sandbox.Advance("PT2H");
        var notice = Assert.Single(await flow.Sandbox.Notifications(flow.App.Id, never));
        Assert.Equal(("exhausted", 13), (notice.State, notice.Attempts.Count));
        Assert.All(notice.Attempts.Zip(notice.Attempts.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(5), pair.Second.At - pair.First.At));
        var heard = Assert.Single(await flow.Sandbox.Notifications(flow.App.Id, late));
        Assert.Equal(3, heard.Attempts.Count);
        await flow.CloseTheDay();
    }

    [Fact, Holds("W44")]
    public async Task Success_is_heard_with_blanks_around_it_and_nothing_else_is()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.Sandbox.Freeze();
        await flow.GivenUser("u1");
        await flow.GivenMerchantMoney("100.00");
        (string Path, AccpAnswer Answer, int Tries)[] answers =
        [
            ("/plain", AccpAnswer.Success, 1), ("/line", new(200, " Success\r\n"), 1), ("/lower", Unheard, 2), ("/upper", new(200, "SUCCESS"), 2),
            ("/quoted", new(200, "\"Success\""), 2), ("/json", new(200, "{}"), 2), ("/empty", new(200, ""), 2), ("/none", new(204, null), 2),
            ("/fault", new(500, "Success"), 2),
        ];
        var serials = new List<string>();
        foreach (var (path, answer, _) in answers)
        {
            flow.Receiver.Answer(path, answer);
            serials.Add(await Told(flow, path));
        }
        await flow.Sandbox.Advance("PT5M");
        var tries = new Table();
        foreach (var ((path, _, due), serial) in answers.Zip(serials))
            tries.Add($"{path} {due}", $"{path} {Assert.Single(await flow.Sandbox.Notifications(flow.App.Id, serial)).Attempts.Count}");
        tries.MustMatch();
    }

    /// <summary>A transfer that the merchant is told of there, and has been once.</summary>
    private static async Task<string> Told(AccpFlow flow, string path)
    {
        var asked = AccpFlow.With(flow.TransferTo("u1", "1.00"), new { notify_url = flow.Receiver.Url(path) });
        await flow.Trade("transfer", asked);
        await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked));
        return AccpFlow.SerialOf(asked);
    }
}
