namespace Tongbao.Server.Cli.Demo;

/// <summary>Plays the acts in order, and checks every account and every notice after each act.</summary>
internal sealed class Day(Stage stage)
{
    /// <summary>Longer than the 5 s between an event and its notice.</summary>
    private const string UntilNotices = "PT10S";

    private IReadOnlyDictionary<string, long> _before = new Dictionary<string, long>();

    /// <returns>The number of deviations.</returns>
    public async Task<int> Play()
    {
        var faults = 0;
        foreach (var (i, act) in Acts.All.Index())
        {
            stage.Screen.Begin(i + 1, Acts.All.Length, act);
            await act.Play(stage);
            await stage.Sandbox.Advance(UntilNotices);
            faults += Check(act, [.. stage.Notices.Collect().OrderBy(n => n.Subject, StringComparer.Ordinal)])
                + Check(Expected.After(act.Key), await Balances.Read(stage));
        }
        return faults;
    }

    private int Check(Act act, IReadOnlyList<ReceivedNotice> came)
    {
        foreach (var notice in came) stage.Screen.Notice(notice);
        var told = string.Join(", ", came);
        if (told == (act.Notice ?? "") && came.All(n => n.Signed)) return 0;
        stage.Screen.Fault($"{Tongue.Say("通知：应为", "notices: expected")} “{act.Notice}”, {Tongue.Say("实为", "came")} “{told}”");
        return 1;
    }

    private int Check(IReadOnlyDictionary<string, long> expected, IReadOnlyDictionary<string, long> now)
    {
        stage.Screen.Balances(_before, now, expected);
        _before = now;
        var wrong = expected.Keys.Union(now.Keys).Where(a => expected.GetValueOrDefault(a) != now.GetValueOrDefault(a)).ToList();
        foreach (var account in wrong)
            stage.Screen.Fault($"{account}: {Tongue.Say("应为", "expected")} {Screen.Yuan(expected.GetValueOrDefault(account))}, {Tongue.Say("实为", "is")} {Screen.Yuan(now.GetValueOrDefault(account))}");
        return wrong.Count;
    }
}
