using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;
using Tongbao.Server.Wire;
using Tongbao.Tests.Flows;
using Tongbao.Tests.Wire;

namespace Tongbao.Tests.Safety;

/// <summary>Nothing is decrypted before the signature is right, and a bad block is answered as bad content is.</summary>
public sealed class DecryptionTests() : FlowTests(Store.Sqlite)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await flow.GivenStranger("member");
    }

    [Fact]
    public async Task A_wrong_signature_is_all_that_is_said_of_a_request_whatever_is_encrypted_in_it()
    {
        foreach (var block in await Blocks())
        {
            var request = await flow.Sign("setRealName", new { bizUserId = "member", name = "某人", identityNo = block });
            Assert.Equal("20019", (await flow.Client.Send(request
                with { Timestamp = SignedRequest.Now(DateTimeOffset.UtcNow.AddSeconds(-5)) })).ErrorCode);
        }
    }

    [Fact]
    public async Task Bad_padding_bad_content_and_bad_hexadecimal_are_answered_alike()
    {
        var answers = new List<string>();
        foreach (var block in await Blocks())
            answers.Add((await flow.WhenRefused("20017", "setRealName", new { bizUserId = "member", name = "某人", identityNo = block }))
                .Message!);
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_block_in_lower_case_is_opened() =>
        await flow.When("setRealName",
            new { bizUserId = "member", name = flow.Who("member").Name, identityNo = (await flow.Encrypt(flow.Who("member").IdNumber))
            .ToLowerInvariant() });

    [Fact]
    public async Task Who_was_refused_two_hundred_times_has_nothing_opened_for_a_while()
    {
        var other = await OnSharedServer();
        await other.GivenStranger("member");
        var request = await flow.Sign("setRealName",
            new { bizUserId = "member", name = flow.Who("member").Name, identityNo = await flow.Encrypt("not an ID number!") });
        foreach (var _ in Enumerable.Range(0, Decryptions.MostFailures)) Assert.Equal("20017", (await flow.Client.Send(request)).ErrorCode);
        // What is no block is not opened anyway, and is no failure of opening.
        await other.WhenRefused("20017", "setRealName",
            new { bizUserId = "member", name = "某人", identityNo = other.Who("member").IdNumber });
        var refused = await flow.WhenRefused("20017", "setRealName",
            new { bizUserId = "member", name = flow.Who("member").Name, identityNo = await flow.Encrypt(flow.Who("member").IdNumber) });
        Assert.DoesNotContain("200", refused.Message);
        await other.When("setRealName",
            new { bizUserId = "member", name = other.Who("member").Name, identityNo = await other.Encrypt(other.Who("member").IdNumber) });
    }

    [Fact]
    public void Failures_count_for_ten_minutes_and_what_is_no_block_does_not_count()
    {
        using var keys = Shop.Keys(new AppId("shop"), [Pair.PublicKey], new Secret(Pair.PrivateKey));
        var wall = new Ledger.TestClock(DateTimeOffset.UnixEpoch);
        var decryptions = new Decryptions(wall);
        string Send(string text, Error? refusal = null)
        {
            var cipher = decryptions.For(keys);
            var clear = cipher.Decrypt(text);
            cipher.Heard(refusal);
            return clear;
        }
        var good = RsaOf(keys, "6228480000000000099");
        for (var n = 0; n < 2 * Decryptions.MostFailures; n++) Send("6228480000000000099", Errors.DecryptionFailed);
        for (var n = 0; n < Decryptions.MostFailures; n++)
        {
            Assert.Equal("6228480000000000099", Send(good, Errors.MemberNotFound));    // refused for another reason
            Send(good, Errors.DecryptionFailed.About("cardNo"));
        }
        Assert.Equal(AppKeys.NotOpened, Send(good));
        wall.Advance(Decryptions.Window);
        Assert.Equal(AppKeys.NotOpened, Send(good));
        wall.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("6228480000000000099", Send(good));
    }

    [Fact]
    public void A_block_that_does_not_open_costs_what_one_does_that_opens()
    {
        using var keys = Shop.Keys(new AppId("shop"), [Pair.PublicKey], new Secret(Pair.PrivateKey));
        var good = RsaOf(keys, "6228480000000000099");
        // What is dear beside the key itself is the exception: there is one each time.
        Assert.Equal(ThrownBy(() => Assert.Equal("6228480000000000099", keys.Decrypt(good))),
            ThrownBy(() => Assert.StartsWith(AppKeys.NotOpened, keys.Decrypt(new string('0', good.Length - 1) + "7"))));
    }

    private static readonly (string PrivateKey, string PublicKey) Pair = RsaKeys.Generate(1024);

    private static string RsaOf(RsaKeys keys, string text) =>
        Convert.ToHexString(keys.Platform.Encrypt(System.Text.Encoding.UTF8.GetBytes(text),
            System.Security.Cryptography.RSAEncryptionPadding.Pkcs1));

    private static int ThrownBy(Action act)
    {
        var (thrown, thread) = (0, Environment.CurrentManagedThreadId);
        void Count(object? _, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs e)
        {
            if (Environment.CurrentManagedThreadId == thread && e.Exception is System.Security.Cryptography.CryptographicException)
                thrown++;
        }
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try { act(); }
        finally { AppDomain.CurrentDomain.FirstChanceException -= Count; }
        return thrown;
    }

    /// <summary>A block of another padding, one cut short, one too long, one of the wrong content, one that is no block.</summary>
    private async Task<string[]> Blocks()
    {
        var good = await flow.Encrypt("not an ID number!");
        return [good, Changed(good), good[..^2], good + "00", "00", "XYZ", new string('F', good.Length), new string('0', good.Length)];
    }

    private static string Changed(string hex) => (hex[0] == '1' ? '2' : '1') + hex[1..];
}
