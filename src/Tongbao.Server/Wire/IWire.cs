using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Wire;

/// <summary>
/// 线路: a wire, as the rest of the server knows it. What comes in by its routes is its own affair from the first byte to the last: wires
/// share no envelope. It finds the app by its number (<see cref="AppRegistry"/>), runs use cases (Asker), and answers in its own form.
/// </summary>
public interface IWire
{
    /// <summary>As identities, orders and notices name it.</summary>
    string Name { get; }

    /// <summary>Maps its routes, each with the size of bodies that it reads.</summary>
    void Map(IEndpointRouteBuilder routes);

    /// <summary>A request that made or changed an order, in the wire's words; secrets masked.</summary>
    /// <param name="withAnswer">Made again as a repeat of it is answered, where it is an application.</param>
    ValueTask<RequestTold> Tell(AppKeys keys, KeptRequest request, bool withAnswer);
}

/// <summary>通知的形式: how a wire tells what happened, and when it takes it as heard.</summary>
public interface IWireNotices
{
    string Wire { get; }

    /// <summary>What is posted at an instant, with its signature.</summary>
    NoticePost Write(AppKeys keys, Notice notice, DateTimeOffset at);

    /// <summary>Does the body of the answer count? Where it does not, it is not read: a receiver may stream without end.</summary>
    bool ReadsAnswer(Notice notice);

    /// <summary>What an answer of status 200 lacks to be an acknowledgement, and what any answer brings about.</summary>
    NoticeHeard Hear(AppKeys keys, Notice notice, NoticeAnswer answer);

    /// <summary>The notice in the wire's words, and each try as it was signed; secrets masked.</summary>
    NoticeTold Tell(AppKeys keys, Notice notice);
}

/// <summary>请求内容: how a wire tells whether a request that was kept said what one says that comes now.</summary>
public interface IWireContent
{
    string Wire { get; }

    /// <summary>The digest (<see cref="RequestContent"/>) that the request would have if it came now; null where it cannot be read any
    /// more.</summary>
    string? DigestOf(AppKeys keys, KeptRequest kept);
}

public sealed record NoticePost(string Url, string ContentType, byte[] Body)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}

/// <param name="Status">Null where none came.</param>
/// <param name="Body">Null where it was not read, or was too long.</param>
/// <param name="ByHand">Asked for by somebody, beside the schedule.</param>
public sealed record NoticeAnswer(int? Status, string? Body, bool ByHand);

/// <param name="Wrong">Null where nothing is lacking.</param>
/// <param name="Then">A use case that the answer causes, booked with the try.</param>
public sealed record NoticeHeard(string? Wrong, Command? Then)
{
    public static readonly NoticeHeard Well = new(null, null);
}

/// <summary>What was signed, with its secrets masked; digest and signature are over the text as it was.</summary>
public sealed record SignedTold(string SignedText, string Digest, string Sign);

/// <param name="Digest">Of the signed text as it came.</param>
public sealed record RequestTold(string Request, string SignedText, string Digest, SignedTold? Answer);

/// <param name="Sent">Each try, in their order.</param>
public sealed record NoticeTold(string Text, IReadOnlyList<SignedTold> Sent);
