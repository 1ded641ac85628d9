using System.Text.RegularExpressions;

namespace Tongbao.Server.Pages.Parts;

/// <summary>
/// 全角标点: refusals and names of the catalogue stand as the wire has them; on a page their punctuation is what Chinese text has.
/// </summary>
public static partial class FullWidth
{
    private const string Narrow = ",:;?!", Wide = "，：；？！";

    public static string Of(string text) => !Chinese().IsMatch(text) ? text
        : AfterChinese().Replace(text, mark => Wide[Narrow.IndexOf(mark.Value[0])].ToString()).Replace('(', '（').Replace(')', '）');

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"(?<=\p{IsCJKUnifiedIdeographs})[,:;?!] ?")]
    private static partial Regex AfterChinese();
}
