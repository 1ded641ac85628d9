using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server;
using Tongbao.Server.Security;
using Tongbao.Server.Wire;
using Tongbao.Server.Wire.Tsy2;
using Tongbao.Tests.Wire;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// The mistake was looked for in every request, however long: 3.8 MB that anybody may send were written anew in several ways, 3 GB for
/// forty of them at a time. Here the code is called itself, because what it allocates is counted by thread.
/// </summary>
public sealed class A_large_request_that_is_signed_wrongly_is_not_dear
{
    private const int Large = 3_800_000, Multiple = 8;

    [Theory]
    [InlineData("{\"service\":\"MemberService\",\"method\":\"createMember\",\"param\":{\"note\":\"LONG\"}}", "AAAA")]
    [InlineData("%7B%22note%22:%22LONG%22}", "AAAA")]
    [InlineData("LONG", "AAAA")]
    [InlineData("{}", "LONG")]
    public async Task Memory_is_a_small_multiple_of_its_body(string req, string sign)
    {
        var (privateKey, publicKey) = RsaKeys.Generate(1024);
        using var keys = Shop.Keys(new AppId("900000000001"), [publicKey], new Secret(privateKey));
        var masking = new Masking(new Vault(new byte[32]));
        var clock = new VirtualClock(TimeProvider.System, NullLogger<VirtualClock>.Instance);
        var envelope = new SignedEnvelope(null!, clock, new Freshness(clock, new ServerOptions()), new RefusedRequests(masking),
            new ServerOptions(), NullLogger<SignedEnvelope>.Instance);
        var text = new string('a', Large);
        var form = Encoding.ASCII.GetBytes($"sysid=900000000001&v=2.0&timestamp={Client.SignedRequest.Now().Replace(' ', '+')}&sign={sign.Replace("LONG", text)}&req={req.Replace("LONG", text)}");
        await Refuse(envelope, keys, form);    // whatever is made once
        var before = GC.GetAllocatedBytesForCurrentThread();
        await Refuse(envelope, keys, form);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, (long)Multiple * form.Length);
    }

    private static async Task Refuse(SignedEnvelope envelope, AppKeys keys, byte[] form)
    {
        var fields = new Dictionary<string, string>();
        Assert.True(FormText.Read(form, fields));
        var (_, wrong) = await envelope.Check(fields, keys, maybeEncodedTwice: true);
        Assert.True(wrong!.Is(Errors.BadSignature));
    }
}
