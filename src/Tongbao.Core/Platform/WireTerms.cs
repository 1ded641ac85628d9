namespace Tongbao.Core.Platform;

/// <summary>线路约定: what use cases, and apps, must know of a wire that the server speaks.</summary>
/// <param name="KeyKind">Of which kind an identity's keys are.</param>
/// <param name="NoticeGaps">Between an event and the first try to tell it, and between one try and the next.</param>
/// <param name="Defaults">The settings of an identity that names none.</param>
public sealed record WireTerms(string Wire, string KeyKind, IReadOnlyList<TimeSpan> NoticeGaps, Settings Defaults);

/// <summary>The terms of each wire, a part of the environment.</summary>
public interface IWireTerms
{
    WireTerms Of(string wire);
}
