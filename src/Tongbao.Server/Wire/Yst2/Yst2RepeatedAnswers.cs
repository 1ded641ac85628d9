using System.Text;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 重发的应答: what an application was answered, made again the way a repeat of it is: its use case finds its own twin. Nothing is written,
/// and no channel is asked.
/// </summary>
public sealed class Yst2RepeatedAnswers(Yst2Content contents, Yst2Answers answers, Asker asker, Masking masking)
{
    public async Task<SignedTold?> Of(AppKeys keys, KeptRequest kept)
    {
        using var read = contents.Read(keys, kept.Text.Clear);
        if (read is null || keys is not Yst2Keys own) return null;
        var again = new RawRequest([], "", default, TimeSpan.Zero, Wire: Yst2Wire.Wire) { ContentDigest = read.Digest };
        if (await asker.Repeat(keys.App.Id, read.Command, again) is not { } reply) return null;
        var (body, source, sign) = answers.Signed(own, read.Method, reply, read.Data.RootElement);
        return new SignedTold(masking.Text(Encoding.UTF8.GetString(body)), Yst2Signature.Digest(source), sign);
    }
}
