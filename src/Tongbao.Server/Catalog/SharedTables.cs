using System.Globalization;
using Tongbao.Core.Members;
using Calendar = Tongbao.Core.Calendar;

namespace Tongbao.Server.Catalog;

/// <summary>公用的表: catalog/shared, the tables that belong to no single wire.</summary>
public sealed class SharedTables
{
    private const int IndustryCodeLength = 4;

    public SharedTables(Func<string, string> read)
    {
        var banks = ApiText.Lines(read("banks.tbl")).Select(ApiText.Words).ToList();
        Banks = banks.Select(w => w[1]).ToHashSet();
        BankBook = new BankTable(banks.ToLookup(w => w[0], w => w[1]), banks.ToLookup(w => w[1], w => w[0]),
            [.. ApiText.Lines(read("branches.tbl")).Select(ApiText.Words).Select(w => new Branch(w[0], w[1], w[2], w[3]))]);
        Industries = ApiText.Lines(read("industries.tbl")).Select(l => ApiText.Words(l)[0]).Where(code => code.Length == IndustryCodeLength)
            .ToHashSet();
        Calendar = ReadCalendar(read("holidays.tbl"));
        CardBins = new CardBinTable([.. ApiText.Lines(read("cardbins.tbl")).Select(ApiText.Words)
            .Select(w => new CardBin(w[0], int.Parse(w[1], CultureInfo.InvariantCulture), Enum.Parse<CardType>(w[2]),
                w[3], w[4], w[5]))]);
        Findings = ApiText.Lines(read("findings.tbl")).ToDictionary(l => ApiText.Words(l)[0], l => l[ApiText.Words(l)[0].Length..].Trim());
        Customs = ApiText.Lines(read("customs.tbl")).Select(l => ApiText.Words(l)[0]).ToHashSet();
    }

    /// <summary>对公户银行名称 (6.21): the name decides; the code is optional.</summary>
    public IReadOnlySet<string> Banks { get; }

    /// <summary>Banks by their codes, and their branches.</summary>
    public IBankRegistry BankBook { get; }

    /// <summary>行业代码 (6.12): only the four-digit codes can be sent.</summary>
    public IReadOnlySet<string> Industries { get; }

    /// <summary>待处理的原因: why something is listed for an operator, in words.</summary>
    public IReadOnlyDictionary<string, string> Findings { get; }

    public Calendar Calendar { get; }
    public ICardRegistry CardBins { get; }

    /// <summary>海关代码 (6.20).</summary>
    public IReadOnlySet<string> Customs { get; }

    private static Calendar ReadCalendar(string text)
    {
        HashSet<int> years = [];
        HashSet<DateOnly> holidays = [], workdays = [];
        foreach (var words in ApiText.Lines(text).Select(ApiText.Words))
        {
            if (words[0] == "year") years.Add(int.Parse(words[1], CultureInfo.InvariantCulture));
            else (words[1] == "holiday" ? holidays : workdays)
                .Add(DateOnly.ParseExact(words[0], "yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        return new Calendar(years, holidays, workdays);
    }

    private sealed class BankTable(ILookup<string, string> names, ILookup<string, string> codes, IReadOnlyList<Branch> branches)
        : IBankRegistry
    {
        public IReadOnlyList<Branch> Branches => branches;
        public string? NameOf(string bankCode) => names[bankCode].FirstOrDefault();
        public string? CodeOf(string name) => codes[name].FirstOrDefault();
    }

    private sealed class CardBinTable(IReadOnlyList<CardBin> bins) : ICardRegistry
    {
        private readonly IReadOnlyList<CardBin> _longestFirst = [.. bins.OrderByDescending(b => b.Prefix.Length)];

        public CardBin? Find(BankCardNo card) =>
            _longestFirst.FirstOrDefault(b => b.Length == card.Clear.Length && card.Clear.StartsWith(b.Prefix, StringComparison.Ordinal));
    }
}
