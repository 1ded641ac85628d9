using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>Trades: orders, the calls that pay them, and what then stands on accounts.</summary>
public sealed partial class AccpFlow
{
    /// <summary>The names of the merchant's accounts, and the sets that they are in the books.</summary>
    private static readonly IReadOnlyDictionary<string, string> MerchantSets = new Dictionary<string, string>
    {
        ["MCHOWN"] = "100001", ["MCHCOUPON"] = "2000000", ["MCHASSURE"] = "guarantee", ["MCHFEE"] = "fee-fund", ["RETURNING"] = "100005",
    };

    /// <summary>The same of the interfaces of trades, which must answer with this code.</summary>
    public async Task<AccpReply> Trade(string name, object request, string code = "0000") =>
        (await Client.Call($"txn/{name}", request)).Must(code);

    /// <param name="payees">User or MERCHANT, and yuan.</param>
    public object Order(string serial, string type, string? payer, string amount, params (string Payee, string Amount)[] payees) => new
    {
        txn_type = type, user_id = payer, notify_url = Receiver.Url(),
        orderInfo = new
        {
            txn_seqno = serial, txn_time = AccpClient.Stamp(), total_amount = amount, order_info = "附言", goods_name = "茶叶",
        },
        payeeInfo = payees.Select(p => new
        {
            payee_id = p.Payee == "MERCHANT" ? Number : p.Payee, payee_type = p.Payee == "MERCHANT" ? "MERCHANT" : "USER",
            payee_amount = p.Amount,
        }).ToArray(),
    };

    public Task<string> GivenPurchase(string payer, string amount, params (string Payee, string Amount)[] payees) =>
        GivenOrder("GENERAL_CONSUME", payer, amount, payees);

    public Task<string> GivenGuarantee(string payer, string amount, params (string Payee, string Amount)[] payees) =>
        GivenOrder("SECURED_CONSUME", payer, amount, payees);

    /// <returns>Its serial.</returns>
    public async Task<string> GivenOrder(string type, string? payer, string amount, params (string Payee, string Amount)[] payees)
    {
        var serial = Serial();
        await Trade("tradecreate", Order(serial, type, payer, amount, payees));
        return serial;
    }

    /// <summary>A request of payment-balance.</summary>
    public async Task<JsonObject> BalanceCall(string serial, string payer, string amount, string? coupon = null,
        string? password = Password) => Json.Object(new
        {
            txn_seqno = serial, total_amount = amount, coupon_amount = coupon,
            payerInfo = new { user_id = payer, password = password is null ? null : await Seal(password) },
        });

    public async Task<AccpReply> PayByBalance(string serial, string payer, string amount, string? coupon = null, string code = "0000") =>
        await Trade("payment-balance", await BalanceCall(serial, payer, amount, coupon), code);

    /// <summary>A request of payment-gw.</summary>
    /// <param name="parts">Method and yuan.</param>
    public JsonObject GatewayCall(string serial, string payer, string amount, params (string Method, string Amount)[] parts) =>
        Json.Object(new
        {
            txn_seqno = serial, total_amount = amount, client_ip = "223.104.3.3",
            payerInfo = new { payer_type = payer == Number ? "MERCHANT" : "USER", payer_id = payer },
            payMethods = parts.Select(p => new { method = p.Method, amount = p.Amount }).ToArray(),
        });

    public Task<AccpReply> PayByScan(string serial, string payer, string amount, string code = "0000") =>
        Trade("payment-gw", GatewayCall(serial, payer, amount, ("WECHAT_NATIVE", amount)), code);

    /// <summary>What the buyer does in the wallet, or the bank by itself.</summary>
    public Task ChannelSays(string serial, string result = "success", string? message = null) =>
        Sandbox.Payment(App.Id, serial, result, message);

    /// <summary>页面返回: where a page leads its payer's browser, and the hidden fields that go there.</summary>
    public static (string Action, IReadOnlyDictionary<string, string> Fields) ReturnForm(WebPage page) =>
        (WebUtility.HtmlDecode(Regex.Match(page.Html, "<form[^>]* action=\"([^\"]*)\"").Groups[1].Value),
            Regex.Matches(page.Html, "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
                .ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value)));

    /// <summary>A user with a balance, topped up through a wallet.</summary>
    public async Task<Person> GivenUserWith(string user, string yuan)
    {
        var person = await GivenUser(user);
        var serial = await GivenOrder("USER_TOPUP", user, yuan);
        await PayByScan(serial, user, yuan);
        await ChannelSays(serial);
        return person;
    }

    public async Task GivenCoupons(string yuan) =>
        await Sandbox.Funds(App.Id, "MCHCOUPON", (long)(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100));

    public Task<AccpReply> Query(string serial, string code = "0000") => Trade("query-payment", new { txn_seqno = serial }, code);

    /// <summary>
    /// A user or an account of the merchant, then what is available in yuan and, where something is held, that behind a plus.
    /// </summary>
    public async Task ThenStands(string table)
    {
        var books = await Sandbox.Books(App.Id);
        var amounts = new Table();
        foreach (var row in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (name, stands) = row.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var n, var s]
                ? (n, s) : throw new ArgumentException($"a name and an amount, not: {row}");
            amounts.Add($"{name,-12} {stands}", $"{name,-12} {Stands(books, name)}");
        }
        amounts.MustMatch();
    }

    private static string Stands(SandboxBooks books, string name)
    {
        var (available, held) = (Sum("available"), Sum("held"));
        return held == 0 ? Yuan(available) : $"{Yuan(available)} + {Yuan(held)}";

        long Sum(string bucket) => books.Accounts.Where(a => a.Bucket == bucket
            && (MerchantSets.TryGetValue(name, out var set) ? a.AccountSetNo == set : a.Owner == name)).Sum(a => a.Balance);
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
