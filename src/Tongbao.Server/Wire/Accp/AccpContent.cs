using Tongbao.Core.Platform;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Accp;

/// <summary>
/// 请求内容: a serial of this wire is used once, whatever a repeat of it says (W18, W19), so nobody asks whether two requests say the same.
/// </summary>
public sealed class AccpContent : IWireContent
{
    public string Wire => AccpWire.Wire;

    public string? DigestOf(AppKeys keys, KeptRequest kept) => null;
}
