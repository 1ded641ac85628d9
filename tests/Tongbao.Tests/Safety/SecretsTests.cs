using System.Text;
using System.Text.Json;
using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Tests.Flows;
using Store = Tongbao.Tests.Running.Store;

namespace Tongbao.Tests.Safety;

/// <summary>Card, ID and phone numbers, CVV2, expiry, codes and private keys are never where somebody could read them.</summary>
public sealed class SecretsTests : IAsyncLifetime
{
    private const string Cvv2 = "504", Expiry = "0122", CreditCard = "6259983921622221", CreditHolder = "王桂英",
        CreditId = "340828198510206127";

    private Flow flow = null!;
    private readonly List<string> secrets = [];
    private Tsy2Reply order = null!;

    /// <summary>A day on which every kind of secret is sent, rightly and wrongly.</summary>
    public async ValueTask InitializeAsync()
    {
        flow = await Flow.OnOwnServer(Store.Sqlite);
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenCompany("company");
        secrets.AddRange(new[] { "buyer", "seller",
            "company" }.SelectMany(who => new[] { flow.Who(who).CardNo, flow.Who(who).IdNumber, flow.Who(who).Phone }));
        secrets.AddRange([CreditCard, CreditId]);
        await flow.Ask("applyBindBankCard", new
        {
            bizUserId = "seller", cardCheck = 6, phone = flow.Who("seller")
                .Phone, name = CreditHolder, identityType = 1, cardNo = await flow.Encrypt(CreditCard),
            identityNo = await flow.Encrypt(CreditId), validate = await flow.Encrypt(Expiry), cvv2 = await flow.Encrypt(Cvv2),
        });
        await flow.GivenDeposit("buyer", 1_000_00);
        var card = new { bankCardNo = await flow.Encrypt(flow.Who("buyer").CardNo), amount = 100_00, validate = await flow.Encrypt(Expiry),
            cvv2 = await flow.Encrypt(Cvv2) };
        order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = new { QUICKPAY_TLT = card } });
        var code = await flow.SmsFor(order);
        secrets.Add(code);
        await flow.Ask("pay", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = code == "918273" ? "918274"
            : "918273" });
        await flow.Pay(order);
        var withdrawal = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 10_00, validateType = 0 });
        await flow.WhenBankReturns(withdrawal);
        await flow.When("sendVerificationCode", new { bizUserId = "buyer", phone = flow.Who("buyer").Phone, verificationCodeType = 6 });
        await flow.When("unbindPhone",
            new { bizUserId = "buyer", phone = flow.Who("buyer").Phone, verificationCode = await flow.Sms(flow.Who("buyer").Phone) });
        var forged = await flow.Sign("sendVerificationCode",
            new { bizUserId = "seller", phone = flow.Who("seller").Phone, verificationCodeType = 9 });
        Assert.Equal("20019", (await flow.Client.Send(forged with { Timestamp = SignedRequest.Now(DateTimeOffset.UtcNow.AddSeconds(-3)) }))
            .ErrorCode);
    }

    public async ValueTask DisposeAsync()
    {
        await flow.Server.DisposeAsync();
        await flow.DisposeAsync();
    }

    [Fact]
    public void Not_in_what_the_server_prints() => MustHoldNone(string.Join('\n', flow.Server.Output), "the server's output");

    [Fact]
    public async Task Not_in_explain_nor_among_the_refused()
    {
        foreach (var about in await Orders())
            MustHoldNone((await flow.Sandbox.Explain(flow.App.Id, about)).GetRawText(), $"explain of {about}");
        using var http = new HttpClient();
        MustHoldNone(await http.GetStringAsync(new Uri(flow.Server.Url, $"/sandbox/apps/{flow.App.Id}/refused"),
            TestContext.Current.CancellationToken), "the refused");
    }

    [Fact]
    public async Task Not_in_what_notices_told()
    {
        await flow.Advance("PT10S");
        foreach (var notice in flow.Receiver.Received) MustHoldNone(notice.Raw + notice["rps"], $"the notice of {notice.Subject}");
    }

    [Fact]
    public async Task Not_in_the_bytes_of_the_store_nor_in_base64_or_hexadecimal()
    {
        MustHoldNone(Files(), "the running store");
        await flow.Server.Stop();
        MustHoldNone(Files(), "the stopped store");
    }

    [Fact]
    public void Not_a_private_key_nor_a_request_in_clear()
    {
        var files = Files();
        foreach (var clear in new[] { "PRIVATE KEY", "\"service\":\"OrderService\"", "verificationCode\":\"", "MIIEvQIBADAN",
            "MIICdwIBADAN", "MIICdQIBADAN", "MIICdgIBADAN" })
            Assert.False(files.Contains(clear, StringComparison.Ordinal), $"{clear} stands in the store");
    }

    [Fact]
    public async Task Not_even_sealed_where_it_may_not_be_kept_at_all()
    {
        await flow.Server.Stop();
        var folder = flow.Server.Place.Folder.Path;
        await using var store = await SqliteStore.Open(folder,
            new Dialect(RowJson.Sealed(Vault.FromFile(folder + ".key", mayCreate: false))));
        await using var reader = await store.BeginRead();
        var kept = string.Join('\n', (await reader.All(new AppId(flow.App.Id), KeptRequest.Rows)).Select(r => r.Text.Clear));
        foreach (var field in new[] { "validate", "cvv2", "verificationCode" })
        {
            Assert.Contains($"\"{field}\":\"****\"", kept);
            Assert.DoesNotMatch($"\"{field}\":\"[^*]", kept);
        }
    }

    [Fact]
    public async Task A_request_is_kept_sealed_and_explain_shows_it_masked_with_its_digest()
    {
        var story = await flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo);
        var request = story.GetProperty("requests")[0];
        Assert.Contains("***(", request.GetProperty("request").GetString());
        Assert.NotEmpty(request.GetProperty("digest").GetString()!);
    }

    private async Task<IEnumerable<string>> Orders()
    {
        var all = await flow.Sandbox.Books(flow.App.Id);
        Assert.True(all.Balanced);
        return flow.Receiver.Received.Select(n => n.Subject).Where(s => s.StartsWith('B')).Append(order.BizOrderNo).Distinct();
    }

    /// <summary>All bytes of the store's files, as Latin-1, so that nothing is lost in reading them.</summary>
    private string Files() => string.Join('\n', Directory.GetFiles(flow.Server.Place.Folder.Path, "tongbao.db*").Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }));

    private void MustHoldNone(string text, string where)
    {
        Assert.True(text.Length > 0, $"{where} is empty");
        foreach (var secret in secrets.Where(s => s.Length > 6))
        {
            Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{secret} stands in {where}");
            Assert.False(text.Contains(Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), StringComparison.OrdinalIgnoreCase),
                $"{secret} stands in {where} as hexadecimal");
            foreach (var part in Base64(secret))
                Assert.False(text.Contains(part, StringComparison.Ordinal), $"{secret} stands in {where} as base64");
        }
        // Six digits turn up by chance in times and numbers: a code is looked for as a value of its own.
        foreach (var code in secrets.Where(s => s.Length == 6))
            Assert.False(text.Contains($"\"{code}\"", StringComparison.Ordinal), $"{code} stands in {where}");
    }

    /// <summary>The inner part of a text's base64 at each of the three places where it may begin.</summary>
    private static IEnumerable<string> Base64(string secret) => Enumerable.Range(0, 3).Select(shift =>
    {
        var whole = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + secret));
        return whole[(shift == 0 ? 0 : 4)..(whole.TrimEnd('=').Length - 2)];
    });
}
