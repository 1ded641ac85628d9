using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>What accounts show of themselves, and how they are closed.</summary>
public sealed partial class AccpFlow
{
    private static int lastSysid;

    /// <summary>Type, balance, available and frozen of every account, a line each; with yesterday's three behind a bar.</summary>
    public async Task<IReadOnlyList<string>> Accounts(string? user, string type, bool yesterday = false)
    {
        var found = await Account("query-acctinfo", new { user_id = user, user_type = type });
        return [.. found.Value.GetProperty("acctinfo_list").EnumerateArray().Select(a => string.Join(' ', new[] { "acct_type", "amt_balcur",
            "amt_balaval", "amt_balfrz" }.Concat(yesterday ? ["amt_lastbal", "amt_lastaval", "amt_lastfrz"] : Array.Empty<string>())
            .Select(name => a.GetProperty(name).GetString())))];
    }

    /// <summary>资金流水 of the last day and until now, fifty a page unless otherwise said.</summary>
    public JsonObject Flows(string? user, string type, string account, object? more = null) => With(new
    {
        user_id = user, user_type = type, acct_type = account, date_start = AccpClient.Stamp(Now.AddDays(-1)),
        date_end = AccpClient.Stamp(Now), page_no = 1, page_size = 50,
    }, more ?? new { });

    /// <summary>Kind, direction, amount and balance afterwards of the lines that are listed.</summary>
    public async Task<IReadOnlyList<string>> Lines(object request) =>
        [.. (await LinesOf(request)).Select(l => $"{Said(l, "txn_type")} {Said(l, "flag_dc")} {Said(l, "amt")} {Said(l, "amt_bal")}")];

    public async Task<IReadOnlyList<JsonElement>> LinesOf(object request) =>
        [.. (await Account("query-acctserial", request)).Value.GetProperty("acctbal_list").EnumerateArray()];

    public static string? Said(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>销户 of a person with its own data and the right password.</summary>
    public async Task<JsonObject> Closing(Person user, string? serial = null) => Json.Object(new
    {
        user_id = user.BizUserId, txn_seqno = serial ?? Serial(), txn_time = AccpClient.Stamp(), notify_url = Receiver.Url(),
        user_name = user.Name, id_type = "ID_CARD", id_no = user.IdNumber, reg_phone = user.Phone, password = await Seal(Password),
    });

    public async Task Closes(Person user, string code = "0000") => await Account("cancel-apply", await Closing(user), code);

    /// <summary>The same app speaks 通商云 too.</summary>
    public async Task<Tsy2Client> GivenDoorOfTsy2()
    {
        var (key, id) = (await MerchantKey.Value, $"7{Interlocked.Increment(ref lastSysid):D11}");
        var door = await Sandbox.AddIdentity(App.Id, new { protocol = "tsy2", id, merchantPublicKey = key.PublicKey.Spki });
        var platform = OpenSslPublicKey.FromSpki(door.PlatformPublicKey);
        return new Tsy2Client(() => server.Url, id, key, platform) { Signer = new FastSigner(key, platform) };
    }
}
