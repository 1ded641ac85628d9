namespace Tongbao.Tests.Conformance.Yst2;

/// <summary>How the interfaces answer what no table of fields can say.</summary>
public static class Refusals
{
    private const string Accepted = "66666", CodeNeeded = "66667", NoSuchMember = "20001", MemberNotAvailable = "20002",
        NotDecrypted = "10005", NoSuchOrder = "30001", NoSuchBatch = "31018", NoSuchMerchant = "35001", NotOnboarded = "20023",
        NotYet = "22003";

    private static readonly Dictionary<string, string> Good = new()
    {
        ["1022"] = Accepted, ["1030"] = CodeNeeded, ["1031"] = CodeNeeded, ["1051"] = Accepted, ["1070"] = Accepted,
        ["1073"] = Accepted, ["1076"] = Accepted, ["2085"] = Accepted, ["2092"] = Accepted, ["2290"] = Accepted, ["2294"] = Accepted,
    };

    /// <summary>They may name a member whom nobody has heard of.</summary>
    private static readonly HashSet<string> ForNewMembers = ["1010", "1020", "1070"];

    /// <summary>They find a number that 1070 opened.</summary>
    private static readonly HashSet<string> OfMerchants = ["1072", "1073", "1075", "1076", "1077", "1078"];

    /// <summary>Another app has another key: what is encrypted for one does not open for the other.</summary>
    private static readonly HashSet<string> Encrypted = ["1010", "1014", "1020", "1051", "1070", "2290"];

    /// <summary>The code of a good request that is not done at once.</summary>
    public static string? OfGood(string method) => Good.GetValueOrDefault(method);

    public static bool IsForNewMembers(string method) => ForNewMembers.Contains(method);

    public static string Unknown(string method) =>
        method == "1079" ? NotYet : OfMerchants.Contains(method) ? NotOnboarded : NoSuchMember;

    /// <summary>
    /// Whose papers are asked for is not open yet. What is asked of a merchant's number is asked of the number, which may be frozen, and
    /// not of the member.
    /// </summary>
    public static bool MayBar(string method) => method is not ("1022" or "1073" or "1076" or "1079");

    /// <summary>A member's sides, and how its number stands, are shown whatever its state, for that is one of them.</summary>
    public static string? Barred(string method) => method == "1027" || OfMerchants.Contains(method) ? null : MemberNotAvailable;

    /// <summary>What stands in an app is not there for another; null: it is done there.</summary>
    public static string? ToAnother(string method) => Encrypted.Contains(method) ? NotDecrypted : method switch
    {
        "2092" => Accepted,
        "2294" or "2295" or "3001" or "3002" => NoSuchOrder,
        "3003" or "4005" => NoSuchBatch,
        "4001" => NoSuchMerchant,
        _ => Unknown(method),
    };

    /// <summary>Terminals are known by their own numbers, and reported once.</summary>
    public static bool IsRepeatable(string method) => method != "4001";
}
