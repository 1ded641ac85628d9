namespace Tongbao.Server.Files;

/// <summary>
/// A stream that keeps what is written until it is sent on. A zip writes some of its parts without waiting, which the body of an answer
/// does not allow.
/// </summary>
internal sealed class SentBehind(Stream to) : Stream
{
    /// <summary>As soon as so much waits, it is worth sending.</summary>
    private const int Worth = 64 * 1024;

    private readonly MemoryStream _waits = new();
    private long _written;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _written; set => throw new NotSupportedException(); }

    public bool IsWorthSending => _waits.Length >= Worth;

    public async ValueTask Send()
    {
        await to.WriteAsync(_waits.GetBuffer().AsMemory(0, (int)_waits.Length));
        _waits.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        _waits.Write(buffer, offset, count);
        _written += count;
    }

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
