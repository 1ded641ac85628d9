namespace Tongbao.Server.Wire;

/// <summary>How many bytes of a body a route reads: each route says its own where it is mapped.</summary>
/// <param name="TooLarge">What a larger one is answered, as JSON with status 200; null: 413 alone.</param>
public sealed record BodyLimit(long Bytes, Func<byte[]>? TooLarge = null);

/// <summary>
/// 报文上限: how much each route reads; one that says nothing, and an address that is none, the smallest. Who sends more is answered 413, and
/// what still comes is thrown away for a while before the connection is closed: a client that is still sending would otherwise lose the
/// answer with the connection.
/// </summary>
public static class BodyLimits
{
    /// <summary>Of routes that read no body, where some clients send one all the same.</summary>
    public const long Smallest = 16 * 1024;

    private const long MaxThrownAway = 16 * 1024 * 1024;
    private static readonly TimeSpan ThrowsAwayFor = TimeSpan.FromSeconds(3);

    /// <summary>A route, or all of a group, reads bodies of so many bytes.</summary>
    public static T TakesBodyOf<T>(this T routes, long bytes, Func<byte[]>? tooLarge = null) where T : IEndpointConventionBuilder =>
        routes.WithMetadata(new BodyLimit(bytes, tooLarge));

    public static async Task Check(HttpContext http, RequestDelegate next)
    {
        var (body, told) = (http.Request.Body, http.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>());
        var limit = told?.Bytes ?? Smallest;
        try
        {
            if (http.Request.ContentLength > limit) throw TooLarge();
            http.Request.Body = new Counted(body, limit);
            await next(http);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            // What is no request of HTTP that we take is answered as such, not as a mistake of ours.
            http.Response.StatusCode = bad.StatusCode;
            if (bad.StatusCode != StatusCodes.Status413PayloadTooLarge) return;
            http.Response.Headers.Connection = "close";
            if (told?.TooLarge is { } answer) await Say(http, answer());
            await http.Response.CompleteAsync();
            await ThrowAway(body, http.RequestAborted);
        }
    }

    private static async Task Say(HttpContext http, byte[] answer)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "application/json;charset=UTF-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }

    private static BadHttpRequestException TooLarge() => new("too large", StatusCodes.Status413PayloadTooLarge);

    private static async Task ThrowAway(Stream body, CancellationToken gone)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone);
        end.CancelAfter(ThrowsAwayFor);
        var room = new byte[64 * 1024];
        try
        {
            for (var left = MaxThrownAway; left > 0;)
            {
                var read = await body.ReadAsync(room, end.Token);
                if (read == 0) return;
                left -= read;
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // Whoever sends on after that loses the answer.
        }
    }

    /// <summary>A body that ends with an exception where it grows beyond its limit: not every length is told beforehand.</summary>
    private sealed class Counted(Stream body, long limit) : Stream
    {
        private long _left = limit;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return Count(await body.ReadAsync(buffer, cancellationToken));
            }
            catch (IOException broken) when (broken is not BadHttpRequestException)
            {
                // A chunk of a size that no number holds is told otherwise than one of no size at all.
                throw new BadHttpRequestException("the body cannot be read", StatusCodes.Status400BadRequest, broken);
            }
        }

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);
        public override int Read(byte[] buffer, int offset, int count) => Count(body.Read(buffer, offset, count));

        private int Count(int read)
        {
            _left -= read;
            return _left >= 0 ? read : throw TooLarge();
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
