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
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Quiet });
    }

    /// <summary>A window of a size, of a reader of a language; what its pages complain of in the console is kept.</summary>
    public async Task<Window> Open((string Name, int Width, int Height) size, string language = Window.Chinese)
    {
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = size.Width, Height = size.Height }, Locale = language,
            ReducedMotion = ReducedMotion.Reduce });
        return new Window(page, size.Name, language, language == Window.Chinese ? () => Open(size, Window.English) : null);
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
    private static readonly string Axe =
        File.ReadAllText(Repository.File("tests", "Tongbao.Pages.Tests", "node_modules", "axe-core", "axe.min.js"));

    /// <summary>Where screenshots go, when somebody wants them: docs/pages of this repository with TONGBAO_SCREENSHOTS=1.</summary>
    private static readonly bool KeepsPictures = Environment.GetEnvironmentVariable("TONGBAO_SCREENSHOTS") is { Length: > 0 };

    private readonly List<string> complaints = [];

    public const string Chinese = "zh-CN", English = "en-GB";

    /// <summary>
    /// What a page of one language must not have: words of the other, but for names; and in Chinese no punctuation of another width.
    /// </summary>
    private const string Foreign = """
        language => {
            const page = document.body.cloneNode(true);
            page.querySelectorAll('bdi, [lang]').forEach(name => name.remove());
            const told = page.textContent + document.title + [...document.querySelectorAll('[aria-label], [alt]')].map(e => e.ariaLabel ?? e.alt).join(' ');
            return told.match(language.startsWith('zh') ? /[a-z]{2,} [a-z]{2,}|[\u4e00-\u9fff][,:;?!()]/gi : /[\u3000-\u9fff\uff00-\uffef]+/g) ?? [];
        }
        """;

    /// <summary>
    /// Boxes that hide a part of their text, names of facts that take two lines, and a rule above the first of them with nothing over it.
    /// </summary>
    private const string CutText = """
        () => [...document.querySelectorAll('main *')].filter(e => !e.closest('.visually-hidden') && e.tagName !== 'INPUT' && getComputedStyle(e).overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1)
            .concat([...document.querySelectorAll('.facts dt')].filter(e => e.getBoundingClientRect().height > 1.6 * parseFloat(getComputedStyle(e).lineHeight)))
            .concat([...document.querySelectorAll('.facts:first-child > div:first-child')].filter(e => parseFloat(getComputedStyle(e).borderTopWidth) > 0))
            .map(e => e.outerHTML.slice(0, 80))
        """;

    private readonly string language;
    private readonly Func<Task<Window>>? inEnglish;

    public Window(IPage page, string size, string language, Func<Task<Window>>? inEnglish)
    {
        (Page, Size, this.language, this.inEnglish) = (page, size, language, inEnglish);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    public string Size { get; }

    /// <summary>The page here, and the same address as an English reader sees it, is good.</summary>
    public async Task MustBeGood(string name, bool mayBeRefused = false)
    {
        await MustBeGoodHere(name, mayBeRefused);
        if (inEnglish is null) return;
        await using var other = await inEnglish();
        await other.Page.GotoAsync(Page.Url);
        await other.MustBeGoodHere(name + "-en", mayBeRefused);
    }

    private async Task MustBeGoodHere(string name, bool mayBeRefused)
    {
        Assert.Equal(language[..2], (await Page.Locator("html").GetAttributeAsync("lang"))![..2]);
        var foreign = await Page.EvaluateAsync<string[]>(Foreign, language);
        Assert.True(foreign.Length == 0, $"{name} at {Size} speaks another language: {string.Join("; ", foreign)}");
        await MustBeLaidOutWell(name, mayBeRefused);
    }

    /// <summary>
    /// Nothing serious for those who cannot see or point, nothing beyond the edge, and no complaint of the browser; kept as a picture when
    /// wanted.
    /// </summary>
    public async Task MustBeLaidOutWell(string name, bool mayBeRefused = false)
    {
        var wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{name} is {wide} px wider than a {Size}");
        await Page.EvaluateAsync($"{{{Axe}}}");
        var found = await Page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] })");
        var serious = found.GetProperty("violations").EnumerateArray()
            .Where(v => v.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(v => $"{v.GetProperty("id")}: {v.GetProperty("help")} at {string.Join("; ", v.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("html")))}").ToList();
        Assert.True(serious.Count == 0, $"{name} at {Size}:\n{string.Join('\n', serious)}");
        // A page that refuses is told by its status, which the browser counts among its errors.
        var real = complaints.Where(c => !(mayBeRefused && c.StartsWith("Failed to load resource", StringComparison.Ordinal))).ToList();
        Assert.True(real.Count == 0, $"{name} at {Size}: {string.Join('\n', real)}");
        var fields = await Page.EvaluateAsync<string[]>(CutText);
        Assert.True(fields.Length == 0, $"{name} at {Size} cuts or breaks: {string.Join("; ", fields)}");
        if (!KeepsPictures) return;
        Directory.CreateDirectory(Repository.File("docs", "pages"));
        await Page.ScreenshotAsync(new() { Path = Repository.File("docs", "pages", $"{name}-{Size}.png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
