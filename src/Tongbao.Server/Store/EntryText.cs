using System.Globalization;
using System.Text;
using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>How an entry's moves stand in its row: account.bucket|account.bucket|fen, one move a line. The hash chain is over these bytes.</summary>
public static class EntryText
{
    public static string Write(IReadOnlyList<Move> moves)
    {
        var text = new StringBuilder(moves.Count * 48);
        foreach (var move in moves)
        {
            if (text.Length > 0) text.Append('\n');
            Write(text, move.From).Append('|');
            Write(text, move.To).Append('|').Append(move.Amount.Fen);
        }
        return text.ToString();
    }

    public static IReadOnlyList<Move> Read(string text)
    {
        var moves = new List<Move>();
        foreach (var line in text.Split('\n'))
        {
            // Account names may hold anything a marketplace calls its members, so the parts are found from the end.
            var amountAt = line.LastIndexOf('|');
            var amount = long.Parse(line.AsSpan(amountAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            var toAt = FindPlaceEnd(line, amountAt);
            moves.Add(new Move(ReadPlace(line[..toAt]), ReadPlace(line[(toAt + 1)..amountAt]), new Cents(amount)));
        }
        return moves;
    }

    private static StringBuilder Write(StringBuilder text, Place place) =>
        text.Append(Uri.EscapeDataString(place.Account)).Append('.').Append(Chart.Letter(place.Bucket));

    private static int FindPlaceEnd(string line, int before) => line.LastIndexOf('|', before - 1);

    private static Place ReadPlace(string text) => new(Uri.UnescapeDataString(text[..^2]), text[^1] switch
    {
        'a' => Bucket.Available,
        'h' => Bucket.Held,
        't' => Bucket.InTransit,
        _ => throw new FormatException($"no bucket: {text}"),
    });
}
