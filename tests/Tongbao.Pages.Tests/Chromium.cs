using System.Text.Json;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Tongbao.Tests.Running.Servers))]
[assembly: AssemblyFixture(typeof(Tongbao.Pages.Tests.Chromium))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Tongbao.Pages.Tests;

/// <summary>Debian's Chromium without a screen, one for the whole run; each test looks through windows of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public static readonly (string Name, int Width, int Height)[] Sizes = [("phone", 360, 740), ("desktop", 1280, 900)];

    private static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Quiet });
    }

    /// <summary>A window of a size; what its pages complain of in the console is kept.</summary>
    public async Task<Window> Open((string Name, int Width, int Height) size)
    {
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = size.Width, Height = size.Height }, Locale = "zh-CN", ReducedMotion = ReducedMotion.Reduce });
        return new Window(page, size.Name);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>One window: what is looked at in it must keep what every page promises.</summary>
public sealed class Window : IAsyncDisposable
{
    private static readonly string Axe = File.ReadAllText(Repository.File("tests", "Tongbao.Pages.Tests", "node_modules", "axe-core", "axe.min.js"));

    /// <summary>Where screenshots go, when somebody wants them: docs/pages of this repository with TONGBAO_SCREENSHOTS=1.</summary>
    private static readonly bool KeepsPictures = Environment.GetEnvironmentVariable("TONGBAO_SCREENSHOTS") is { Length: > 0 };

    private readonly List<string> complaints = [];

    public Window(IPage page, string size)
    {
        (Page, Size) = (page, size);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    public string Size { get; }

    /// <summary>Nothing serious for those who cannot see or point, nothing beyond the edge, and no complaint of the browser; kept as a picture when wanted.</summary>
    public async Task MustBeGood(string name, bool mayBeRefused = false)
    {
        var wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{name} is {wide} px wider than a {Size}");
        await Page.EvaluateAsync($"{{{Axe}}}");
        var found = await Page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] })");
        var serious = found.GetProperty("violations").EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(v => $"{v.GetProperty("id")}: {v.GetProperty("help")} at {string.Join("; ", v.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("html")))}").ToList();
        Assert.True(serious.Count == 0, $"{name} at {Size}:\n{string.Join('\n', serious)}");
        // A page that refuses is told by its status, which the browser counts among its errors.
        var real = complaints.Where(c => !(mayBeRefused && c.StartsWith("Failed to load resource", StringComparison.Ordinal))).ToList();
        Assert.True(real.Count == 0, $"{name} at {Size}: {string.Join('\n', real)}");
        if (!KeepsPictures) return;
        Directory.CreateDirectory(Repository.File("docs", "pages"));
        await Page.ScreenshotAsync(new() { Path = Repository.File("docs", "pages", $"{name}-{Size}.png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
