namespace Tongbao.Tests.Tidy;

/// <summary>
/// One stem, three rooms: what a method says (catalog), what it does (Core), what it promises (Flows) are found by its name.
/// </summary>
public sealed class OneStemTests
{
    /// <summary>Short use cases that are read together stand in one file of Core.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Together = new Dictionary<string, string[]>
    {
        ["Members/Phones.cs"] = ["SendVerificationCode", "BindPhone", "UnbindPhone"],
        ["Members/Cards.cs"] = ["GetBankCardBin", "QueryBankCard", "UnbindBankCard", "SetSafeCard"],
        ["Members/BindBankCard.cs"] = ["ApplyBindBankCard", "BindBankCard"],
        ["Members/Locks.cs"] = ["LockMember", "UnlockMember"],
        ["Members/BankCardChangeBindPhone.cs"] = ["BankCardChangeBindPhone", "VerifyBankCardChangeBindPhone"],
        ["Shares/AgentPay.cs"] = ["SignalAgentPay", "BatchAgentPay"],
        ["Freezing/FreezeMoney.cs"] = ["FreezeMoney", "UnfreezeMoney"],
        ["Shares/EscrowQueries.cs"] = ["GetPaymentInformationDetail", "GetPayeeFundsInTransitDetail"],
        ["Orders/Queries.cs"] = ["QueryBalance", "GetOrderDetail", "QueryInExpDetail", "GetOrderSplitRuleListDetail",
            "QueryMerchantBalance", "QueryReserveFundBalance", "QueryBankBalance"],
        ["Opening/EntryGoods.cs"] = ["EntryGoods", "QueryGoods"],
    };

    /// <summary>What is promised together with its opposite, or with the query that shows it.</summary>
    private static readonly IReadOnlyDictionary<string, string> PromisedWith = new Dictionary<string, string>
    {
        ["UnfreezeMoney"] = "FreezeMoney",
        ["UnlockMember"] = "LockMember",
        ["UnbindBankCard"] = "QueryBankCard",
        ["SetSafeCard"] = "QueryBankCard",
        ["QueryReserveFundBalance"] = "QueryMerchantBalance",
    };

    /// <summary>What a payer's browser asks for is promised where the pages are.</summary>
    private static readonly string[] PromisedWithPages = ["FrontTrans", "PayOrder"];

    private static readonly IReadOnlyDictionary<string, string> Files = Together.SelectMany(t => t.Value.Select(stem => (stem, t.Key)))
        .ToDictionary(t => t.stem, t => t.Key);

    /// <summary>The wire spells one name with a capital abbreviation; .NET does not.</summary>
    private static readonly IReadOnlyDictionary<string, string> Spelled =
        new Dictionary<string, string> { ["resendPaySMS"] = "ResendPaySms" };

    /// <summary>Every method of the catalogue that names a use case.</summary>
    private static IReadOnlyList<(string Method, string Stem, string Command)> Methods { get; } =
    [
        .. Directory.EnumerateFiles(Repository.File("catalog", "tsy2"), "*.api", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Method: Path.GetFileNameWithoutExtension(path), Command: File.ReadLines(path)
                .FirstOrDefault(l => l.StartsWith("command ", StringComparison.Ordinal))))
            .Where(m => m.Command is not null)
            .Select(m => (m.Method, Spelled.GetValueOrDefault(m.Method, char.ToUpperInvariant(m.Method[0]) + m.Method[1..]),
                m.Command!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])),
    ];

    [Fact]
    public void The_use_case_of_a_method_has_its_name() => Assert.All(Methods, m => Assert.Equal(m.Stem, m.Command));

    [Fact]
    public void The_use_case_of_a_method_stands_in_a_file_of_its_name()
    {
        Assert.NotEmpty(Methods);
        Assert.All(Methods, m =>
        {
            var home = Assert.Single(Sources.In("src/Tongbao.Core"), s => s.Types.Contains(m.Command)).Path;
            Assert.EndsWith("/" + Files.GetValueOrDefault(m.Stem, m.Stem + ".cs"), home);
        });
    }

    [Fact]
    public void The_promises_of_a_method_stand_in_a_file_of_its_name() => Assert.All(Methods, m =>
    {
        var promises = Promises(PromisedWith.GetValueOrDefault(m.Stem, m.Stem), PromisedWithPages.Contains(m.Stem) ? "Pages" : "Flows");
        Assert.True(File.Exists(promises), $"{m.Method}: no {promises}");
        Assert.Contains($"\"{m.Method}\"", File.ReadAllText(promises));
    });

    private static string Promises(string stem, string room = "Flows") =>
        Repository.File("tests", "Tongbao.Tests", room, $"{stem}Tests.cs");

    [Fact]
    public void No_exception_outlives_its_reason()
    {
        var stems = Methods.Select(m => m.Stem).ToHashSet();
        Assert.DoesNotContain(Files.Keys.Concat(PromisedWith.Keys).Concat(PromisedWith.Values).Concat(Spelled.Values)
            .Concat(PromisedWithPages), stem => !stems.Contains(stem));
        Assert.DoesNotContain(PromisedWith.Keys.Concat(PromisedWithPages), stem => File.Exists(Promises(stem)));
    }
}
