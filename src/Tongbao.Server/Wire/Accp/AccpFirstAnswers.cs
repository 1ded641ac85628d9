using System.Text;
using System.Text.Json;
using Tongbao.Core.Orders.Accp;
using Tongbao.Core.Platform;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Wire.Accp;

/// <summary>首次应答: the bytes and the signature that the application of an order was answered with, made again out of the order.</summary>
public sealed class AccpFirstAnswers(AccpMethods methods, AccpAnswers answers, Asker asker, Masking masking)
{
    /// <param name="kept">The request that made the order. What may not be kept is marked in it; an answer says nothing of that.</param>
    public async Task<SignedTold?> Of(AppKeys keys, KeptRequest kept)
    {
        if (keys is not AccpKeys own || methods.All.FirstOrDefault(m => m.Command?.Name == kept.Command) is not { } method) return null;
        var reply = await asker.Read(own.App.Id, book => FirstReply.Of(book, new OrderNo(kept.Order)), AccpWire.Wire);
        if (reply is null) return null;
        using var request = JsonDocument.Parse(kept.Text.Clear);
        var answer = answers.Of(own, method, reply, request.RootElement);
        return new SignedTold(masking.Text(Encoding.UTF8.GetString(answer.Body)), AccpSignature.Digest(answer.Body), answer.Signature);
    }
}
