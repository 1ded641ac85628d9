using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tongbao.Server.Catalog;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire;

/// <summary>
/// 请求内容: what a request says, written down while it is read by its table: a line a field, of its place in the wire's names and its value.
/// Two requests that say the same are one text, however each was written: the lines are in the order of their bytes, a number and its text
/// are one, a field that was encrypted stands as its clear text, and one that says nothing has no line. What may not be kept and what no
/// table knows does not stand here.
/// </summary>
public sealed class RequestContent
{
    private const string Kind = "content";
    private const int UsualText = 1_024, UsualLines = 32, UsualPlace = 64, LongestNumber = 24;

    private readonly ArrayBufferWriter<byte> _text = new(UsualText);
    private readonly List<(int Start, int Length)> _lines = new(UsualLines);
    private readonly int _head;
    private byte[] _place = new byte[UsualPlace];
    private int _depth;

    /// <param name="method">As the wire names it; with the wire it is the first line.</param>
    public RequestContent(string wire, string method)
    {
        Encoding.UTF8.GetBytes($"{wire} {method}\n", _text);
        _head = _text.WrittenCount;
    }

    /// <summary>What is said from here on is of a field of this name, until <see cref="Leave"/> with the answer.</summary>
    public int Enter(string name)
    {
        var outer = _depth;
        if (outer > 0) Append(".");
        Append(name);
        return outer;
    }

    /// <summary>The same of a place in a list.</summary>
    public int Enter(int at)
    {
        var outer = _depth;
        Append($"[{at.ToString(CultureInfo.InvariantCulture)}]");
        return outer;
    }

    public void Leave(int outer) => _depth = outer;

    /// <summary>An object is here, whatever it holds.</summary>
    public void Say()
    {
        var start = _text.WrittenCount;
        _text.Write(_place.AsSpan(0, _depth));
        End(start);
    }

    /// <summary>The value of a field, as its type reads it.</summary>
    public void Say(FieldRow row, object value, JsonElement sent)
    {
        if (Unkept.IsTakenOut(row)) return;
        if (sent.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            Say(Encoding.UTF8.GetString(Unkept.TakenOutOf(Encoding.UTF8.GetBytes(sent.GetRawText()))));
        else if (value is long number) Say(number);
        else if (value is Cents amount) Say(amount.Fen);
        else Say(TextOf(value));
    }

    /// <summary>A keyed hash of it, in the form in which it is stored.</summary>
    public string Digest(Vault vault)
    {
        var whole = ArrayPool<byte>.Shared.Rent(_text.WrittenCount);
        try
        {
            return ContentDigest.Of(vault.Fingerprint(Kind, Sorted(whole)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole, clearArray: true);
        }
    }

    /// <summary>The text itself, cards and names in clear.</summary>
    public string Clear() => Encoding.UTF8.GetString(Sorted(new byte[_text.WrittenCount]));

    private ReadOnlySpan<byte> Sorted(Span<byte> whole)
    {
        _lines.Sort((a, b) => Line(a).SequenceCompareTo(Line(b)));
        _text.WrittenSpan[.._head].CopyTo(whole);
        var end = _head;
        foreach (var line in _lines)
        {
            Line(line).CopyTo(whole[end..]);
            end += line.Length;
        }
        return whole[..end];
    }

    private ReadOnlySpan<byte> Line((int Start, int Length) at) => _text.WrittenSpan.Slice(at.Start, at.Length);

    private static string TextOf(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        BankCardNo card => card.Clear,
        IdNumber id => id.Clear,
        Phone phone => phone.Clear,
        JsonText json => json.Value,
        _ => throw new InvalidDataException($"no form for {value.GetType().Name}"),
    };

    private void Say(long number)
    {
        Span<byte> digits = stackalloc byte[LongestNumber];
        Utf8Formatter.TryFormat(number, digits, out var length);
        var start = Begin(length);
        _text.Write(digits[..length]);
        End(start);
    }

    private void Say(string text)
    {
        var start = Begin(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _text);
        End(start);
    }

    /// <summary>The length stands before the value, so that no value can look like a line more.</summary>
    private int Begin(int length)
    {
        var start = _text.WrittenCount;
        _text.Write(_place.AsSpan(0, _depth));
        _text.Write("="u8);
        Utf8Formatter.TryFormat(length, _text.GetSpan(LongestNumber), out var digits);
        _text.Advance(digits);
        _text.Write(":"u8);
        return start;
    }

    private void End(int start)
    {
        _text.Write("\n"u8);
        _lines.Add((start, _text.WrittenCount - start));
    }

    private void Append(string part)
    {
        var length = Encoding.UTF8.GetByteCount(part);
        if (_place.Length - _depth < length) Array.Resize(ref _place, (_place.Length * 2) + length);
        _depth += Encoding.UTF8.GetBytes(part, _place.AsSpan(_depth));
    }
}
