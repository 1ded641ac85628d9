namespace Tongbao.Core;

/// <summary>内容指纹 of a request: of what its use case takes, and behind a point of the rest (<see cref="Command.Rest"/>).</summary>
public static class ContentDigest
{
    private const char Point = '.';

    public static string With(string digest, string rest) => $"{digest}{Point}{rest}";

    /// <summary>Is a request the one that was kept? Of those kept before the rest was looked at, the first part is all there is.</summary>
    public static bool Fits(string kept, string asked) =>
        kept == asked || (!kept.Contains(Point) && asked.StartsWith(kept + Point, StringComparison.Ordinal));
}
