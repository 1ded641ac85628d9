namespace Tongbao.Pages.Tests;

/// <summary>接口文档: the reference, Chinese with English beside it as its tables are, can be read on a phone and at a desk.</summary>
public sealed class ReferencePagesTests(Chromium chromium) : PageTests(chromium)
{
    [Theory]
    [InlineData("docs", "")]
    [InlineData("docs-interface", "/OrderService/consumeApply")]
    [InlineData("docs-company", "/MemberService/setCompanyInfo")]
    [InlineData("docs-paymethods", "/paymethods")]
    [InlineData("docs-choices", "/choices")]
    [InlineData("docs-errors", "/errors")]
    [InlineData("docs-testvalues", "/testvalues")]
    public Task A_page_of_the_reference(string name, string page) => AtEachSize(async window =>
    {
        await window.Page.GotoAsync(new Uri(flow.Server.Url, $"/docs{page}").ToString());
        await window.MustBeLaidOutWell(name);
    });
}
