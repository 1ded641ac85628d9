using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Core.Orders.Settling.Files;

/// <summary>
/// 分账文件校验: what is looked at before a file is taken, piece by piece: that it is UTF-8, and how many rows it has. A file that is not fit
/// is refused whole.
/// </summary>
public sealed class SplitContent : IDisposable
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Decoder _decoder = Strict.GetDecoder();
    private readonly char[] _chars = new char[16 * 1024];
    private bool _hasText;

    public long Rows { get; private set; }

    /// <returns>False where it is not UTF-8.</returns>
    public bool Add(ReadOnlySpan<byte> piece)
    {
        _hash.AppendData(piece);
        try
        {
            for (var left = piece; left.Length > 0;)
            {
                _decoder.Convert(left, _chars, flush: false, out var used, out var made, out _);
                Count(_chars.AsSpan(0, made));
                left = left[used..];
            }
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <returns>The digest of all of it; null where it ends within a character.</returns>
    public string? End()
    {
        try
        {
            _decoder.Convert([], _chars, flush: true, out _, out var made, out _);
            Count(_chars.AsSpan(0, made));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        if (_hasText) Rows++;
        _hasText = false;
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    private void Count(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (letter == '\n')
            {
                if (_hasText) Rows++;
                _hasText = false;
            }
            else if (!_hasText && !char.IsWhiteSpace(letter) && letter != '\uFEFF')
            {
                _hasText = true;
            }
        }
    }

    public void Dispose() => _hash.Dispose();
}
