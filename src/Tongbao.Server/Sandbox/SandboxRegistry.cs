using System.Text;
using Tongbao.Server.Store;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>登记的企业、个人或银行卡: one entry of the sandbox's registry.</summary>
/// <param name="Key">Its kind and its number; ID and card numbers as fingerprints.</param>
public sealed record RegistryRow(string Key, string Name)
{
    public static readonly RowKind<RegistryRow> Rows = new("registry", r => r.Key);

    public string? CreditCode { get; init; }
    public string? LegalName { get; init; }

    /// <summary>Of a company its legal person's.</summary>
    public IdNumber? IdNo { get; init; }
    public BankCardNo? Card { get; init; }
    public Phone? Phone { get; init; }
    public bool IsCredit { get; init; }
    public long? CreditLine { get; init; }
}

/// <summary>
/// 沙箱登记: one list for all apps, in the store. A process that is alone on its store keeps it in memory; otherwise each question reads.
/// </summary>
public sealed class SandboxRegistry(IStore store, Teller teller, Vault vault, ServerOptions options) : IRegistry
{
    private const string CompanyKind = "company/", PersonKind = "person/", CardKind = "card/";

    private Dictionary<string, RegistryRow>? _all;

    public async ValueTask<ListedCompany?> Company(string creditCode) =>
        await Find(KeyOfCompany(creditCode)) is { } row ? new(row.CreditCode!, row.Name, row.LegalName!, row.IdNo?.Clear) : null;

    public async ValueTask<ListedPerson?> Person(string idNo) =>
        await Find(KeyOfPerson(idNo)) is { } row ? new(row.IdNo!.Clear, row.Name) : null;

    public async ValueTask<ListedCard?> Card(string cardNo) => await Find(KeyOfCard(cardNo)) is { } row ? Card(row) : null;

    public async ValueTask<IReadOnlyList<ListedCard>> CardsWithPhone(string phone) =>
        [.. (await All()).Cards.Where(row => row.Phone?.Clear == phone).Select(Card)];

    private static ListedCard Card(RegistryRow row) =>
        new(row.Card!.Clear, row.Name, row.IdNo?.Clear, row.Phone?.Clear, row.IsCredit, row.CreditLine);

    public string KeyOfCompany(string creditCode) => CompanyKind + creditCode.ToUpperInvariant();

    public string KeyOfPerson(string idNo) => PersonKind + Fingerprint(idNo.ToUpperInvariant());

    public string KeyOfCard(string cardNo) => CardKind + Fingerprint(cardNo);

    /// <summary>All entries: companies, persons and cards.</summary>
    public async Task<(IEnumerable<RegistryRow> Companies, IEnumerable<RegistryRow> Persons, IEnumerable<RegistryRow> Cards)> All()
    {
        var rows = await Read();
        return (Of(CompanyKind), Of(PersonKind), Of(CardKind));

        IEnumerable<RegistryRow> Of(string kind) => rows.Where(r => r.Key.StartsWith(kind, StringComparison.Ordinal));
    }

    /// <summary>Lists these and nothing else.</summary>
    public async Task Replace(IReadOnlyList<RegistryRow> rows)
    {
        await teller.Run(SystemApp.Id, new ListThese(rows));
        _all = rows.ToDictionary(row => row.Key);
    }

    private async ValueTask<RegistryRow?> Find(string key)
    {
        if (!options.IsShared)
        {
            // What was read before a change must not take the place of the change.
            if (_all is null) Interlocked.CompareExchange(ref _all, (await Read()).ToDictionary(r => r.Key), null);
            return _all.GetValueOrDefault(key);
        }
        await using var reader = await store.BeginRead();
        return await reader.Load(SystemApp.Id, RegistryRow.Rows, key);
    }

    private async Task<IReadOnlyList<RegistryRow>> Read()
    {
        await using var reader = await store.BeginRead();
        return await reader.All(SystemApp.Id, RegistryRow.Rows);
    }

    private string Fingerprint(string number) => vault.Fingerprint("registry", Encoding.UTF8.GetBytes(number));

    private sealed record ListThese(IReadOnlyList<RegistryRow> Entries) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            var keys = Entries.Select(row => row.Key).ToHashSet();
            foreach (var before in await book.Shelf.Beginning(SystemApp.Id, RegistryRow.Rows, ""))
            {
                if (!keys.Contains(before.Key)) book.Shelf.Remove(SystemApp.Id, RegistryRow.Rows, before);
            }
            foreach (var row in Entries) book.Shelf.Put(SystemApp.Id, RegistryRow.Rows, row);
            return Done.It;
        }
    }
}
