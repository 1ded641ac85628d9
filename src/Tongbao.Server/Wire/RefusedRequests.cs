namespace Tongbao.Server.Wire;

/// <summary>
/// The last requests whose signature was wrong, for the person who looks for the mistake. Masked: nothing in them was proved.
/// </summary>
public sealed class RefusedRequests(Masking masking)
{
    public const int Keeps = 1_000;

    /// <summary>Anybody can send what is kept here: of each only so much, and what is longer than the second is not looked into.</summary>
    private const int MaxKept = 8 * 1024, MaxRead = 64 * 1024;

    private readonly Queue<Refused> _ring = new();
    private long _last;

    public void Keep(AppId app, DateTimeOffset at, string digest, string hint, string req)
    {
        var masked = req.Length > MaxRead ? masking.Whole(req) : masking.Text(req);
        if (masked.Length > MaxKept) masked =
            $"{masked[..(char.IsHighSurrogate(masked[MaxKept - 1]) ? MaxKept - 1 : MaxKept)]}… ({masked.Length})";
        lock (_ring)
        {
            _ring.Enqueue(new Refused(++_last, app, at, digest, hint, masked));
            if (_ring.Count > Keeps) _ring.Dequeue();
        }
    }

    public IReadOnlyList<Refused> Of(AppId app)
    {
        lock (_ring) return [.. _ring.Where(r => r.App == app).Reverse()];
    }

    /// <param name="No">Greater than those of the requests before it.</param>
    public sealed record Refused(long No, AppId App, DateTimeOffset At, string Digest, string Hint, string Request);
}
