namespace Tongbao.Core;

/// <summary>The request as received, without the fields that must not be stored. It is kept encrypted beside what it made.</summary>
/// <param name="Digest">Digest of the text as received, if something was taken out of it.</param>
/// <param name="Remarks">Warnings for its sender, stored whether or not the request succeeds; null for none.</param>
/// <param name="Wire">The wire that it came through; null for the wire of the app's first identity.</param>
public sealed record RawRequest(byte[] Bytes, string Fingerprint, DateTimeOffset ReceivedAt, TimeSpan ClockShift, string? Digest = null,
    IReadOnlyList<Remark>? Remarks = null, string? Wire = null)
{
    /// <summary>
    /// Recognizes a repeated request (<see cref="Core.ContentDigest"/>). Null if the request makes nothing that has a serial.
    /// </summary>
    public string? ContentDigest { get; init; }
}

/// <summary>A warning about a request, made before the request is processed.</summary>
public sealed record Remark(string Kind, string? About, string Text);
