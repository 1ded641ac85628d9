using System.Net.Http.Json;
using System.Text.Json;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// The last thousand requests whose signature was wrong were kept whole, up to 4 MB each, and each was written anew a dozen times to find
/// the mistake: nobody has to prove anything to send one.
/// </summary>
public abstract class Wrongly_signed_requests_are_kept_short(Store store) : FlowTests(store)
{
    private const int MostKept = 17 * 1024;
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(30_000, true)]
    [InlineData(100_000, false)]
    [InlineData(400_000, false)]
    public async Task However_long_they_are(int length, bool isLookedInto)
    {
        const string Phone = "13800001234", Head = "\"service\":\"MemberService\",\"method\":\"createMember\"";
        var param = $"\"param\":{{\"phone\":\"{Phone}\",\"note\":\"{new string('长', length)}\"}}";
        var signed = await flow.Client.SignReq($"{{{Head},{param}}}");
        var reply = await flow.Client.Send(signed with { Req = $"{{{param},{Head}}}" });
        Assert.Equal("20019", reply.ErrorCode);
        Assert.Equal(isLookedInto, reply.Message!.Contains("JSON 被重新序列化", StringComparison.Ordinal));
        var refused = Assert.Single(await Refused());
        Assert.Equal(flow.App.Id, refused.GetProperty("app").GetString());
        var kept = refused.GetProperty("request").GetString()!;
        Assert.InRange(kept.Length * sizeof(char), 1, MostKept);
        Assert.DoesNotContain(Phone, kept);
    }

    private async Task<JsonElement[]> Refused() =>
        (await Http.GetFromJsonAsync<JsonElement[]>(new Uri(flow.Server.Url, $"/sandbox/apps/{flow.App.Id}/refused"),
            TestContext.Current.CancellationToken))!;
}

public sealed class Wrongly_signed_requests_are_kept_short_on_sqlite() : Wrongly_signed_requests_are_kept_short(Store.Sqlite);

public sealed class Wrongly_signed_requests_are_kept_short_on_postgres() : Wrongly_signed_requests_are_kept_short(Store.Postgres);
