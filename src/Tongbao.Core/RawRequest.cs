namespace Tongbao.Core;

/// <summary>The request, kept sealed beside what it made: as it came, but for what may not be kept.</summary>
/// <param name="Digest">Of the text as it came, where something was taken out of it.</param>
/// <param name="Remarks">What its sender is warned of, whatever becomes of it; null: nothing.</param>
/// <param name="Wire">The wire that it came through; null: that of the app's first identity.</param>
public sealed record RawRequest(byte[] Bytes, string Fingerprint, DateTimeOffset ReceivedAt, TimeSpan ClockShift, string? Digest = null,
    IReadOnlyList<Remark>? Remarks = null, string? Wire = null)
{
    /// <summary>By which a repeat is known (<see cref="Core.ContentDigest"/>); null where what it asks for has no serial.</summary>
    public string? ContentDigest { get; init; }
}

/// <summary>What is said of a request, before it is known what becomes of it.</summary>
public sealed record Remark(string Kind, string? About, string Text);
