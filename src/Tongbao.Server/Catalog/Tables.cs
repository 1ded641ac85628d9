using System.Globalization;
using Calendar = Tongbao.Core.Calendar;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Server.Catalog;

/// <summary>目录: every table of catalog/, read whole from the program itself when it starts.</summary>
public sealed class Tables
{
    private static readonly IReadOnlyDictionary<string, string> Files = ReadResources();

    public static Tables Loaded { get; } = new(Files);

    /// <summary>A table as it stands, for what reads it by its own rules.</summary>
    public static string Text(string file) => Files[file];

    private Tables(IReadOnlyDictionary<string, string> files)
    {
        Banks = ApiText.Lines(files["banks.tbl"]).Select(l => ApiText.Words(l)[1]).ToHashSet();
        Industries = ApiText.Lines(files["industries.tbl"]).Select(l => ApiText.Words(l)[0]).Where(code => code.Length == IndustryCodeLength).ToHashSet();
        Apis = [.. files.Where(f => f.Key.StartsWith("tsy2/", StringComparison.Ordinal) && f.Key.EndsWith(".api", StringComparison.Ordinal) && !f.Key.Contains("/shapes/"))
            .Select(ReadApi)];
        Shapes = files.Where(f => f.Key.Contains("/shapes/")).Select(ReadApi).ToDictionary(a => a.Name);
        Choices = ChoiceTable.Read(files["tsy2/choices.tbl"]).ToDictionary(c => c.Section);
        PayMethods = ReadPayMethods(files["paymethods.tbl"]).ToDictionary(m => m.Method.Key);
        Calendar = ReadCalendar(files["holidays.tbl"]);
        CardBins = new CardBinTable([.. ApiText.Lines(files["cardbins.tbl"]).Select(ApiText.Words)
            .Select(w => new CardBin(w[0], int.Parse(w[1], CultureInfo.InvariantCulture), long.Parse(w[2], CultureInfo.InvariantCulture), w[3], w[4], w[5]))]);
        TradePairs = ApiText.Lines(files["tradecodes.tbl"]).Select(ApiText.Words).ToDictionary(w => w[0], w => w[2]);
        GatewayBanks = [.. ApiText.Lines(files["gatewaybanks.tbl"]).Select(ApiText.Words).Select(w => new GatewayBank(w[0], w[1], w[2]))];
        Hints = Hint.Read(files["tsy2/hints.tbl"]);
        Customs = ApiText.Lines(files["customs.tbl"]).Select(l => ApiText.Words(l)[0]).ToHashSet();
    }

    /// <summary>字典 (chapter 6), by section.</summary>
    public IReadOnlyDictionary<string, ChoiceTable> Choices { get; }

    public IReadOnlyList<ApiTable> Apis { get; }
    public IReadOnlyDictionary<string, ApiTable> Shapes { get; }
    public IReadOnlyDictionary<string, PayMethodTable> PayMethods { get; }

    /// <summary>The rows of all methods, shapes and pay methods.</summary>
    public IEnumerable<FieldRow> AllRows => Apis.Concat(Shapes.Values).SelectMany(a => a.Sections.Values).SelectMany(r => r).Concat(PayMethods.Values.SelectMany(m => m.Fields));
    public Calendar Calendar { get; }
    public ICardRegistry CardBins { get; }
    public IReadOnlyDictionary<string, string> TradePairs { get; }
    public IReadOnlyList<GatewayBank> GatewayBanks { get; }
    public IReadOnlySet<string> Customs { get; }

    /// <summary>What is added to a refusal, by its code.</summary>
    public IReadOnlyDictionary<string, Hint> Hints { get; }

    /// <summary>对公户银行名称 (6.21): the name decides, the code need not be sent.</summary>
    public IReadOnlySet<string> Banks { get; }

    /// <summary>行业代码 (6.12): only the codes of four digits are sent.</summary>
    public IReadOnlySet<string> Industries { get; }

    private const int IndustryCodeLength = 4;

    private ApiTable ReadApi(KeyValuePair<string, string> file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Key);
        var api = ApiText.Read(name, file.Value);
        return api with { Sections = api.Sections.ToDictionary(s => s.Key, s => (IReadOnlyList<FieldRow>)[.. s.Value.Select(r => WithValues(name, r))]) };
    }

    /// <summary>{@banks} stands for all values of a table.</summary>
    private FieldRow WithValues(string file, FieldRow row) => row.Enum is not [['@', .. var table]] ? row : row with
    {
        Enum = table switch { "banks" => [.. Banks], "industries" => [.. Industries], _ => throw new InvalidDataException($"{file}.api: no table {table}") },
    };

    private static IEnumerable<PayMethodTable> ReadPayMethods(string text)
    {
        string? head = null;
        List<FieldRow> rows = [];
        foreach (var line in ApiText.Lines(text).Append("END"))
        {
            if (char.IsWhiteSpace(line[0]))
            {
                rows.Add(ApiText.ReadRow("paymethods.tbl", line));
                continue;
            }
            if (head is not null) yield return ReadPayMethod(head, rows);
            (head, rows) = (line, []);
        }
    }

    private static PayMethodTable ReadPayMethod(string head, IReadOnlyList<FieldRow> rows)
    {
        var words = ApiText.Words(head);
        var facts = words.Where(w => w.Contains('=')).Select(w => w.Split('=')).ToDictionary(p => p[0], p => p[1]);
        var validate = facts["validate"] == "-" ? [] : facts["validate"].Split(',').Select(v => int.Parse(v, CultureInfo.InvariantCulture)).ToArray();
        return new PayMethodTable(new PayMethod(words[0], Enum.Parse<PayFlow>(facts["flow"], ignoreCase: true), facts["channel"], facts["combine"] == "yes",
            validate, Enum.Parse<RefundWay>(facts["refund"], ignoreCase: true), string.Join(' ', words.SkipWhile((word, at) => at == 0 || word.Contains('='))))
        {
            Returns = Enum.Parse<PayReturn>(facts["returns"], ignoreCase: true),
            IsGroup = facts["group"] == "yes",
            LongestExpiry = Minutes("expiry"),
            Life = Minutes("life"),
            CardModes = facts.TryGetValue("modes", out var modes) ? [.. modes.Split(',').Select(m => int.Parse(m, CultureInfo.InvariantCulture))] : [],
            Arrivals = facts.GetValueOrDefault("arrives")?.Split(',') ?? [],
            CreditOnly = facts.GetValueOrDefault("cards") == "credit",
            TakesCorporate = facts.GetValueOrDefault("cards") == "corporate",
        }, facts.GetValueOrDefault("list") == "yes", rows);

        TimeSpan? Minutes(string column) => facts.TryGetValue(column, out var minutes) ? TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture)) : null;
    }

    private static Calendar ReadCalendar(string text)
    {
        HashSet<int> years = [];
        HashSet<DateOnly> holidays = [], workdays = [];
        foreach (var words in ApiText.Lines(text).Select(ApiText.Words))
        {
            if (words[0] == "year") years.Add(int.Parse(words[1], CultureInfo.InvariantCulture));
            else (words[1] == "holiday" ? holidays : workdays).Add(DateOnly.ParseExact(words[0], "yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        return new Calendar(years, holidays, workdays);
    }

    private static Dictionary<string, string> ReadResources()
    {
        var assembly = typeof(Tables).Assembly;
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith("catalog/", StringComparison.Ordinal)).ToDictionary(n => n["catalog/".Length..], n =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
            return reader.ReadToEnd();
        });
    }

    private sealed class CardBinTable(IReadOnlyList<CardBin> bins) : ICardRegistry
    {
        private readonly IReadOnlyList<CardBin> _longestFirst = [.. bins.OrderByDescending(b => b.Prefix.Length)];

        public CardBin? Find(BankCardNo card) => _longestFirst.FirstOrDefault(b => b.Length == card.Clear.Length && card.Clear.StartsWith(b.Prefix, StringComparison.Ordinal));
    }
}

/// <summary>A pay method with the fields its object has on the wire.</summary>
public sealed record PayMethodTable(PayMethod Method, bool IsList, IReadOnlyList<FieldRow> Fields);
