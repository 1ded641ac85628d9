using System.Buffers;
using System.Text;

namespace Tongbao.Server.Wire;

/// <summary>
/// application/x-www-form-urlencoded as clients really send it: either hex case, + or %20, a trailing ampersand or CR LF.
/// </summary>
public static class FormText
{
    public const int MaxFields = 200;

    /// <summary>Reads the fields of query and body; false where they are no form, too many, or one is there twice.</summary>
    public static async Task<bool> Read(HttpContext http, Dictionary<string, string> fields)
    {
        using var body = new MemoryStream();
        if (!HttpMethods.IsGet(http.Request.Method)) await http.Request.Body.CopyToAsync(body);
        var query = Encoding.UTF8.GetBytes(http.Request.QueryString.HasValue ? http.Request.QueryString.Value![1..] : "");
        return Read(query, fields) && Read(body.GetBuffer().AsSpan(0, (int)body.Length), fields);
    }

    /// <summary>Adds the pairs of a text; false where it is no such text, has too many fields, or one of them twice.</summary>
    public static bool Read(ReadOnlySpan<byte> text, Dictionary<string, string> fields)
    {
        foreach (var range in text.Split((byte)'&'))
        {
            var pair = text[range].TrimEnd("\r\n"u8);
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = Decode(equals < 0 ? [] : pair[(equals + 1)..]);
            if (name is null || value is null || fields.Count >= MaxFields || !fields.TryAdd(name, value)) return false;
        }
        return true;
    }

    /// <summary>Null where a percent sign is not followed by two hex digits.</summary>
    public static string? Decode(ReadOnlySpan<byte> text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            return Decode(text, bytes) is { } length ? Encoding.UTF8.GetString(bytes, 0, length) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int? Decode(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '+') bytes[length++] = (byte)' ';
            else if (text[i] != '%') bytes[length++] = text[i];
            else
            {
                if (i + 2 >= text.Length || Hex(text[i + 1]) is not { } high || Hex(text[i + 2]) is not { } low) return null;
                bytes[length++] = (byte)((high << 4) | low);
                i += 2;
            }
        }
        return length;
    }

    private static int? Hex(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => null,
    };

    /// <summary>Encodes as java.net.URLEncoder does: + for a blank, upper-case hex.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length * 2);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'*') encoded.Append((char)b);
            else if (b == ' ') encoded.Append('+');
            else encoded.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return encoded.ToString();
    }
}
