using Microsoft.Playwright;

namespace Tongbao.Pages.Tests;

/// <summary>
/// What the tests of pages have in common: each is looked at on a phone and at a desk, and a form leads to the merchant and to nobody else.
/// </summary>
public abstract class PageTests(Chromium chromium) : FlowTests(Store.Sqlite)
{
    protected const float Patience = 30_000;

    protected Chromium Chromium => chromium;

    /// <summary>Another origin than the pages': forms may be led on to it and to no other.</summary>
    protected string Shop => $"http://localhost:{flow.Server.Url.Port}/healthz";

    protected async Task AtEachSize(Func<Window, Task> look)
    {
        foreach (var size in Chromium.Sizes)
        {
            await using var window = await chromium.Open(size);
            await look(window);
        }
    }

    protected static Task Press(Window window, string button) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    protected static Task Type(Window window, string label, string text) =>
        window.Page.GetByLabel(label, new() { Exact = false }).First.FillAsync(text);

    /// <summary>The browser stands at the merchant's, with a signed result.</summary>
    protected void ThenIsBack(Window window, string carries)
    {
        Assert.StartsWith(Shop, window.Page.Url);
        Assert.Contains(carries, Uri.UnescapeDataString(window.Page.Url));
    }
}
