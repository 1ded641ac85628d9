namespace Tongbao.Server.Wire;

/// <summary>The last requests whose signature was wrong, for the person who looks for the mistake. Masked: nothing in them was proved.</summary>
public sealed class RefusedRequests(Masking masking)
{
    public const int Keeps = 1_000;

    private readonly Queue<Refused> _ring = new();

    public void Keep(AppId app, DateTimeOffset at, string digest, string hint, string req)
    {
        lock (_ring)
        {
            _ring.Enqueue(new Refused(app, at, digest, hint, masking.Text(req)));
            if (_ring.Count > Keeps) _ring.Dequeue();
        }
    }

    public IReadOnlyList<Refused> Of(AppId app)
    {
        lock (_ring) return [.. _ring.Where(r => r.App == app).Reverse()];
    }

    public sealed record Refused(AppId App, DateTimeOffset At, string Digest, string Hint, string Request);
}
