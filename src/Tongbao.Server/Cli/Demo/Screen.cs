using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Tongbao.Server.Cli.Demo;

/// <summary>The output of the demo: acts, calls, balances and notices, with the same text in a terminal and in a file.</summary>
internal sealed class Screen
{
    private const int WidthOfCall = 19, WidthOfLabel = 13, WidthOfAmount = 8, WidthOfThreeTables = 120, WidthOfFile = 200;

    private readonly IAnsiConsole _out;
    private readonly bool _full;

    /// <param name="full">Shows every balance after each act, not only those that changed.</param>
    public Screen(bool full)
    {
        _full = full;
        _out = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No
            : AnsiSupport.Detect, Interactive = InteractionSupport.No });
        _out.Profile.Capabilities.Unicode = true;
        if (Console.IsOutputRedirected) _out.Profile.Width = WidthOfFile;   // do not wrap lines in a file
    }

    public void Line(string text) => _out.MarkupLine(text);

    public void Begin(int number, int of, Act act)
    {
        _out.WriteLine();
        _out.MarkupLineInterpolated($"[bold cyan][[{number}/{of}]] {Tongue.Say(act.Zh, act.En)}[/]");
    }

    public void Step(string call, string text) => _out.MarkupLineInterpolated($"  [yellow]{call.PadRight(WidthOfCall)}[/] {text}");

    public void Notice(ReceivedNotice n) =>
        _out.MarkupLineInterpolated($"  [green]{Tongue.Say("← 通知".PadRight(WidthOfCall - 2), "← notice".PadRight(WidthOfCall))}[/] {n.Subject,-11} {n.Method} status={n.Status} {(n.Message is null ? "" : n.Message + " ")} {(n.Signed ? Tongue.Say("验签通过", "signature right") : Tongue.Say("验签失败", "SIGNATURE WRONG"))}");

    public void Fault(string text) => _out.MarkupLineInterpolated($"  [bold red]✗ {text}[/]");

    /// <summary>
    /// Prints up to three tables side by side in a wide terminal. With 80 columns, and in a file, the last two are printed below each
    /// other.
    /// </summary>
    public void Balances(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> now,
        IReadOnlyDictionary<string, long> expected)
    {
        Table Of(string title, IEnumerable<(string Account, string Label)> accounts) =>
            BalanceTable(title, accounts, before, now, expected);
        var members = Of(Tongue.Say("会员", "members"), Cast.Members.Select(m => (m.Id, Tongue.Say($"{m.Zh} {m.Id}", m.Id))));
        Table[] others =
        [
            .. new[]
            {
                Of(Tongue.Say("平台", "platform"), Cast.Sets.Select(s => (s.No, Tongue.Say($"{s.Zh} {s.No}", $"{s.No} {s.En}")))
                    .Append((Cast.Guarantee.No, Tongue.Say(Cast.Guarantee.Zh, Cast.Guarantee.En)))),
                Of(Tongue.Say("渠道", "channels"), Cast.Channels.Select(c => (c.Key, Tongue.Say($"{c.Zh} {c.Key[2..]}", c.Key[2..])))),
            }.Where(t => t.Rows.Count > 0),
        ];
        var isWide = !Console.IsOutputRedirected && _out.Profile.Width >= WidthOfThreeTables;
        var parts = new List<IRenderable>(isWide || others.Length < 2 ? others : [new Rows(others)]);
        if (members.Rows.Count > 0) parts.Insert(0, members);
        if (parts.Count > 0) _out.Write(Beside([.. parts]));
        else Line($"  [grey]{Tongue.Say("余额未变", "no balance has changed")}[/]");
    }

    private static Grid Beside(params IRenderable[] parts)
    {
        var grid = new Grid();
        foreach (var part in parts) grid.AddColumn(new GridColumn { Padding = new Padding(part == parts[0] ? 0 : 1, 0, 0, 0) });
        return grid.AddRow(parts);
    }

    private Table BalanceTable(string title, IEnumerable<(string Account, string Label)> accounts, IReadOnlyDictionary<string, long> before,
        IReadOnlyDictionary<string, long> now, IReadOnlyDictionary<string, long> expected)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey)
            .AddColumn(new TableColumn(title).Width(WidthOfLabel))
            .AddColumn(new TableColumn(Tongue.Say("余额", "balance")).Width(WidthOfAmount).RightAligned())
                .AddColumn(new TableColumn(Tongue.Say("变动", "change")).Width(WidthOfAmount).RightAligned());
        foreach (var (account, label) in accounts.SelectMany(WithFrozen))
        {
            var (right, change) = (Of(now) == Of(expected), Of(now) - Of(before));
            table.AddRow(Markup.FromInterpolated($"{label}"),
                right ? Markup.FromInterpolated($"[bold]{Yuan(Of(now))}[/]") : Markup.FromInterpolated($"[bold red]{Yuan(Of(now))}[/]"),
                Markup.FromInterpolated(change > 0 ? (FormattableString)$"[green]{Signed(change)}[/]"
                    : $"[red]{(change == 0 ? "" : Signed(change))}[/]"));
            long Of(IReadOnlyDictionary<string, long> balances) => balances.GetValueOrDefault(account);
        }
        return table;

        IEnumerable<(string Account, string Label)> WithFrozen((string Account, string Label) account)
        {
            var frozen = account.Account + "/frozen";
            if (_full || Moved(account.Account) || Moved(frozen)) yield return account;
            if (Moved(frozen) || (_full && now.GetValueOrDefault(frozen) != 0)) yield return (frozen, Tongue.Say("└ 冻结", "└ frozen"));
        }

        // Unexpected balances are shown as well.
        bool Moved(string account) => now.GetValueOrDefault(account) != before.GetValueOrDefault(account)
            || now.GetValueOrDefault(account) != expected.GetValueOrDefault(account);
    }

    public static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public static string Signed(long fen) => (fen / 100m).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
