namespace Tongbao.Tests.Pages;

/// <summary>语言: a page speaks one language, the one that its reader's browser prefers.</summary>
public sealed class PageLanguageTests
{
    [Theory]
    [InlineData(null, "zh-CN"), InlineData("*", "zh-CN"), InlineData("zh", "zh-CN"), InlineData("zh-TW,zh;q=0.9,en;q=0.8", "zh-CN"),
        InlineData("en;q=0.1, zh;q=0.2", "zh-CN")]
    [InlineData("en", "en"), InlineData("en-US,en;q=0.9,zh-CN;q=0.8", "en"), InlineData("fr-FR,fr;q=0.9", "en"),
        InlineData("fr, zh;q=0.5, en;q=0.4", "zh-CN"), InlineData("zh;q=0, en;q=0.1", "en")]
    [InlineData("nonsense", "en"), InlineData("zhx, en-GB;q=0.1", "en")]
    public async Task It_is_the_readers(string? accepts, string speaks)
    {
        var server = await Servers.Shared(Store.Sqlite);
        var page = await Browser.Get(new Uri(server.Url, "/yungateway/page/nobody/nothing"), accepts);
        Assert.Contains($"<html lang=\"{speaks}\"", page.Html);
        Assert.Equal(speaks == "en" ? "There is no such page · Tongbao" : "页面不存在 · 通宝", page.Title);
        Assert.Equal(speaks == "en", page.Text.Contains("Please go back to the merchant and start again."));
        Assert.Equal(speaks != "en", page.Text.Contains("请回到商户页面，重新发起操作。"));
    }
}
