namespace Tongbao.Server.Wire;

/// <summary>最接近的词: what somebody probably meant who wrote a word that is none of those known.</summary>
public static class NearestWord
{
    /// <summary>A longer word is no misspelt name of ours, and is not compared.</summary>
    private const int Longest = 64;

    /// <summary>One letter in three may be wrong.</summary>
    private const int OneOf = 3;

    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length > Longest) return null;
        var upper = word.ToUpperInvariant();
        return known.Where(other => other.Length <= Longest)
            .Select(other => (Word: other, Steps: Distance(upper, other.ToUpperInvariant())))
            .Where(o => o.Steps <= Math.Max(1, Math.Max(word.Length, o.Word.Length) / OneOf)).OrderBy(o => o.Steps).Select(o => o.Word)
                .FirstOrDefault();
    }

    /// <summary>编辑距离: letters put in, taken out or changed.</summary>
    private static int Distance(string from, string to)
    {
        var above = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var (i, letter) in from.Index())
        {
            var row = new int[to.Length + 1];
            row[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
                row[j + 1] = Math.Min(Math.Min(row[j], above[j + 1]) + 1, above[j] + (letter == to[j] ? 0 : 1));
            above = row;
        }
        return above[^1];
    }
}
