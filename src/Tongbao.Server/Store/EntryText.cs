using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>
/// The text form of an entry in its row. Moves: account.bucket|account.bucket|fen, one per line; the hash chain covers these bytes.
/// Statement lines, in the order in which the moves touch the accounts: number|shown|entry before|entry jumped to|a|h|t.
/// </summary>
public static class EntryText
{
    /// <summary>Escaped because account names contain member ids, in which any character may occur.</summary>
    private static readonly SearchValues<char> Escaped = SearchValues.Create("|%\n");

    [ThreadStatic] private static StringBuilder? _room;

    public static string Write(IReadOnlyList<Move> moves)
    {
        var text = Room();
        for (var i = 0; i < moves.Count; i++)
        {
            if (i > 0) text.Append('\n');
            Write(text, moves[i].From).Append('|');
            Write(text, moves[i].To).Append('|').Append(moves[i].Amount.Fen);
        }
        return text.ToString();
    }

    public static string Write(IReadOnlyList<Line> lines)
    {
        var text = Room();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (i > 0) text.Append('\n');
            text.Append(line.No).Append('|').Append(line.Shown).Append('|').Append(line.Before).Append('|').Append(line.Jump).Append('|')
                .Append(line.Available.Fen).Append('|').Append(line.Held.Fen).Append('|').Append(line.InTransit.Fen);
        }
        return text.ToString();
    }

    /// <summary>
    /// A checksum of everything that the hash chain covers. It detects accidental changes; the chain also detects deliberate ones.
    /// </summary>
    public static long Seal(Entry entry, string moves)
    {
        var seal = BitOperations.Crc32C(BitOperations.Crc32C(0, (ulong)entry.No), (ulong)entry.At.ToUnixTimeMilliseconds());
        foreach (var text in (ReadOnlySpan<string>)[entry.Event, entry.Cause, moves])
        {
            foreach (var c in text) seal = BitOperations.Crc32C(seal, c);
            seal = BitOperations.Crc32C(seal, '\0');
        }
        return seal;
    }

    /// <summary>The bytes of an entry that go into the hash chain: all of its content.</summary>
    public static byte[] ChainBytes(Entry entry) =>
        Encoding.UTF8.GetBytes($"{entry.No}\t{entry.At.ToUnixTimeMilliseconds()}\t{entry.Event}\t{entry.Cause}\t{Write(entry.Moves)}\n");

    private static StringBuilder Room() => (_room ??= new StringBuilder(512)).Clear();

    public static IReadOnlyList<Move> Read(string text)
    {
        var moves = new List<Move>();
        foreach (var line in text.Split('\n'))
        {
            if (line.Split('|') is not [var from, var to, var amount]) throw new FormatException($"no move: {line}");
            moves.Add(new Move(ReadPlace(from), ReadPlace(to), new Cents(Number(amount))));
        }
        return moves;
    }

    /// <summary>The statement lines of an entry. Their accounts and changes follow from the moves, so only the rest is stored.</summary>
    public static IReadOnlyList<Line> ReadLines(Entry entry, string text)
    {
        var lines = new List<Line>(entry.Moves.Count * 2);
        var rest = new Queue<string>(text.Split('\n'));
        foreach (var (from, to, amount) in entry.Moves)
        {
            var taken = Account.Empty(from.Account).Changed(from.Bucket, -amount);
            if (from.Account == to.Account)
            {
                lines.Add(ReadLine(entry, taken.Changed(to.Bucket, amount), rest.Dequeue()));
                continue;
            }
            lines.Add(ReadLine(entry, taken, rest.Dequeue()));
            lines.Add(ReadLine(entry, Account.Empty(to.Account).Changed(to.Bucket, amount), rest.Dequeue()));
        }
        return rest.Count == 0 ? lines : throw new FormatException($"more lines than moves: {rest.Peek()}");
    }

    private static Line ReadLine(Entry entry, Account change, string text)
    {
        if (text.Split('|') is not [var no, var shown, var before, var jump, var a, var h, var t])
            throw new FormatException($"no line: {text}");
        return new Line(change.Id, Number(no), entry.No, entry.At, entry.Cause, change.Available, change.Held, change.InTransit,
            new Cents(Number(a)), new Cents(Number(h)), new Cents(Number(t)), Number(shown), Number(before), Number(jump));
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static StringBuilder Write(StringBuilder text, Place place) =>
        text.Append(place.Account.Value.AsSpan().ContainsAny(Escaped) ? Uri.EscapeDataString(place.Account.Value) : place.Account.Value)
            .Append('.').Append(place.Letter);

    private static Place ReadPlace(string text) => new(new AccountId(Uri.UnescapeDataString(text[..^2])), text[^1] switch
    {
        'a' => Bucket.Available,
        'h' => Bucket.Held,
        't' => Bucket.InTransit,
        _ => throw new FormatException($"no bucket: {text}"),
    });
}
