using Tongbao.Server.Channels;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// 重发的应答: what an application was answered, made again the way a repeat of it is: its use case finds its own twin. Nothing is written,
/// and no channel is asked.
/// </summary>
public sealed class RepeatedAnswers(Tsy2Content contents, Tsy2Answers answers, Asker asker)
{
    /// <param name="req">The request as kept.</param>
    public async Task<(string SignedValue, string Sign)?> Of(AppKeys keys, string req)
    {
        if (contents.Read(keys, req) is not var (method, command, digest)) return null;
        var again = new RawRequest([], "", default, TimeSpan.Zero, Wire: Tsy2Wire.Wire) { ContentDigest = digest };
        return await asker.Repeat(keys.App.Id, command, again) is { } reply ? answers.Signed(keys, method, reply) : null;
    }
}
