namespace Tongbao.Server.Cli;

/// <summary>语言: messages are printed in one language: Chinese in a Chinese locale, else English.</summary>
public static class Tongue
{
    /// <summary>As POSIX defines it: the first variable that is set decides.</summary>
    private static readonly string[] Locale = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static readonly bool IsChinese =
        Locale.Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(l => !string.IsNullOrEmpty(l))?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;

    public static string Say(string zh, string en) => IsChinese ? zh : en;

    /// <summary>
    /// The half of a bilingual description "中文 English" in the user's language. It is divided after the last Chinese character. Other texts
    /// are returned whole.
    /// </summary>
    public static string HalfOf(string text)
    {
        var end = text.AsSpan().LastIndexOfAnyInRange('一', '鿿') + 1;
        while (end > 0 && end < text.Length && text[end] != ' ') end++;
        return end == 0 || end + 1 >= text.Length ? text : Say(text[..end], text[(end + 1)..]);
    }

    /// <summary>
    /// The half of a bilingual message in the user's language. The first half of its lines is Chinese, the second English.
    /// </summary>
    public static string LinesOf(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length % 2 != 0 || !lines[..(lines.Length / 2)].All(HasChinese)) return text;
        return string.Join('\n', IsChinese ? lines[..(lines.Length / 2)] : lines[(lines.Length / 2)..]);
    }

    private static bool HasChinese(string line) => line.AsSpan().ContainsAnyInRange('一', '鿿');
}
