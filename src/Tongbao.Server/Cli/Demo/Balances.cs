using System.Text.Json;

namespace Tongbao.Server.Cli.Demo;

/// <summary>
/// 余额: the balance of every account. Members and platform sets are queried over the wire; all accounts are read from the books.
/// </summary>
internal static class Balances
{
    /// <summary>Fen by account, such as: shop, shop/frozen, 100001, C:vsp.</summary>
    /// <exception cref="DemoFault">The wire and the books disagree, or the books do not balance.</exception>
    public static async Task<IReadOnlyDictionary<string, long>> Read(Stage stage)
    {
        var books = await stage.Sandbox.Books();
        if (!books.GetProperty("balanced").GetBoolean() || books.GetProperty("sum").GetInt64() != 0)
            throw new DemoFault($"{Tongue.Say("账不平", "the books do not balance")}: {books}");
        var balances = books.GetProperty("accounts").EnumerateArray().ToDictionary(NameOf, a => a.GetProperty("balance").GetInt64());
        await Task.WhenAll(
        [
            .. Cast.Members.Where(m => m != Cast.Wang || balances.ContainsKey(m.Id)).Select(async m =>
                Compare(balances, m.Id, await stage.Ask("queryBalance", new { bizUserId = m.Id, accountSetNo = stage.CustodySet }),
                "freezenAmount")),
            .. Cast.Sets.Select(async s =>
                Compare(balances, s.No, await stage.Ask("queryMerchantBalance", new { accountSetNo = s.No }), "freezeAmount")),
        ]);
        return balances;
    }

    private static void Compare(Dictionary<string, long> books, string account, JsonElement told, string frozenField)
    {
        var (all, frozen) = (told.GetProperty("allAmount").GetInt64(), told.GetProperty(frozenField).GetInt64());
        if (all - frozen != books.GetValueOrDefault(account) || frozen != books.GetValueOrDefault($"{account}/frozen"))
            throw new DemoFault($"{account}: {Tongue.Say("接口与账簿不符，接口为", "the books say otherwise than the wire, which has")} {all} ({Tongue.Say("冻结", "frozen")} {frozen})");
    }

    private static string NameOf(JsonElement account)
    {
        var (owner, set) = (account.GetProperty("owner").GetString()!, account.GetProperty("accountSetNo").GetString()!);
        var name = owner switch { "channel" => $"C:{set}", Cast.Platform => set, _ => owner };
        return account.GetProperty("bucket")
            .GetString() switch { "available" => name, "held" => $"{name}/frozen", var bucket => $"{name}/{bucket}" };
    }
}
