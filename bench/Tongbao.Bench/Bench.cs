using System.Diagnostics;

namespace Tongbao.Bench;

/// <summary>
/// What the rows share: a folder on the disk that is measured, a PostgreSQL of their own, the merchant's signed requests, the table.
/// </summary>
public sealed class Bench(bool isLong) : IAsyncDisposable
{
    private readonly List<(string Row, string Figures, string Goal, bool? Held)> _table = [];
    private readonly Dictionary<int, Merchant> _merchants = [];
    private Postgres? _postgres;
    private int _folders;

    public bool IsLong => isLong;
    public string Root { get; } = Directory.CreateTempSubdirectory("tongbao-bench-").FullName;
    public static TimeSpan WarmUp { get; } = TimeSpan.FromSeconds(6);
    public TimeSpan Round => TimeSpan.FromSeconds(isLong ? 10 : 3);
    public int Rounds => isLong ? 5 : 3;

    /// <summary>False where a store did not verify after its rows, or a row broke; a goal that was missed is no such fault.</summary>
    public bool AllSound { get; private set; } = true;

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Root, $"{++_folders}")).FullName;

    public async Task<Postgres> Postgres() => _postgres ??= await Tongbao.Bench.Postgres.Start(this);

    public Merchant Merchant(int bits) => _merchants.TryGetValue(bits, out var known) ? known : _merchants[bits] = new Merchant(bits);

    /// <summary>Runs two things in short alternating rounds, so that what else happens on the machine falls on both; the medians.</summary>
    public async Task<(double First, double Second)> SideBySide(Func<Task<double>> first, Func<Task<double>> second)
    {
        var (a, b) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            a.Add(await first());
            b.Add(await second());
            Console.Error.WriteLine($"  round {round + 1}: {a[^1]:0} {b[^1]:0}");
        }
        return (Median(a), Median(b));
    }

    public static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);

    public void Report(string row, string figures, string goal, bool? held)
    {
        _table.Add((row, figures, goal, held));
        if (goal.Length == 0 && held == false) AllSound = false;
        Console.Error.WriteLine($"{row,-18} {figures}");
    }

    /// <summary>After a run the books must be right.</summary>
    public void Sound(string row, bool ok, string? wrong)
    {
        if (ok) return;
        AllSound = false;
        _table.Add((row, $"verify: {wrong}", "", false));
    }

    public void PrintTable()
    {
        Console.WriteLine();
        foreach (var (row, figures, goal, held) in _table)
            Console.WriteLine($"{row,-18} {figures,-92} {goal,-12} {(held is null ? "" : held.Value ? "held" : "SHORT")}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
