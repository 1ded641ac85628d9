using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store.Backups;

/// <summary>
/// 账目摘要: what a copy of the books must have in common with the original. Needs no key, because it reads nothing encrypted.
/// </summary>
/// <param name="Balances">Hash over the three buckets of every account.</param>
/// <param name="Chain">Hash over the ends of all apps' hash chains.</param>
public sealed record BooksDigest(long Entries, long Accounts, string Balances, string Chain)
{
    private static readonly Dialect Plain = new(RowJson.Clear());

    public static async Task<BooksDigest> Of(IReader reader)
    {
        var (accounts, balances) = await Hash<Account>(reader, Account.Rows.Table,
            a => $"{a.Id}\t{a.Available.Fen}\t{a.Held.Fen}\t{a.InTransit.Fen}");
        var (_, chain) = await Hash<ChainState>(reader, ChainState.Rows.Table, c => $"{c.Blocks}\t{c.LastEntry}\t{c.Hash}");
        return new BooksDigest(await reader.CountEntries(), accounts, balances, chain);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"entries   {Entries}\naccounts  {Accounts}\nbalances  {Balances}\nchain     {Chain}");

    private static async Task<(long Rows, string Hash)> Hash<T>(IReader reader, string table, Func<T, string> text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0L;
        await using var rows = await reader.Scan(table, "app, key");
        var (app, body) = (rows.GetOrdinal("app"), rows.GetOrdinal("body"));
        while (await rows.ReadAsync())
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{rows.GetString(app)}\t{text(Plain.Row<T>(rows.GetString(body)))}\n"));
            count++;
        }
        return (count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
