namespace Tongbao.Simulators;

/// <summary>人口库: whoever is plausible exists, apart from one name and one ending that are kept for being refused.</summary>
public sealed class PersonRegister
{
    /// <summary>The name that nobody has.</summary>
    public const string NobodyName = "查无此人";

    /// <summary>The end of an ID number that nobody has, but for the test person of 绑卡 mode 8.</summary>
    public const string NobodyEnding = "0000";

    public bool Exists(string name, string idNumber)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim() == NobodyName || !IsPlausible(idNumber)) return false;
        return !idNumber.EndsWith(NobodyEnding, StringComparison.Ordinal) || name == TestCards.WangXiaoer.Name;
    }

    /// <summary>15 digits, or 17 to 18 of which the last may be X. No check digit: the document's own test IDs would fail it.</summary>
    private static bool IsPlausible(string id) =>
        id.Length is 15 or 17 or 18 && id[..^1].All(char.IsAsciiDigit) && (char.IsAsciiDigit(id[^1]) || id[^1] is 'X' or 'x');
}
