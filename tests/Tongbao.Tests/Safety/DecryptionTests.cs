using Tongbao.Tests.Flows;

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
            Assert.Equal("20019", (await flow.Client.Send(request with { Timestamp = SignedRequest.Now(DateTimeOffset.UtcNow.AddSeconds(-5)) })).ErrorCode);
        }
    }

    [Fact]
    public async Task Bad_padding_bad_content_and_bad_hexadecimal_are_answered_alike()
    {
        var answers = new List<string>();
        foreach (var block in await Blocks())
            answers.Add((await flow.WhenRefused("20017", "setRealName", new { bizUserId = "member", name = "某人", identityNo = block })).Message!);
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_block_in_lower_case_is_opened() =>
        await flow.When("setRealName", new { bizUserId = "member", name = flow.Who("member").Name, identityNo = (await flow.Encrypt(flow.Who("member").IdNumber)).ToLowerInvariant() });

    /// <summary>A block of another padding, one cut short, one too long, one of the wrong content, one that is no block.</summary>
    private async Task<string[]> Blocks()
    {
        var good = await flow.Encrypt("not an ID number!");
        return [good, Changed(good), good[..^2], good + "00", "00", "XYZ", new string('F', good.Length), new string('0', good.Length)];
    }

    private static string Changed(string hex) => (hex[0] == '1' ? '2' : '1') + hex[1..];
}
