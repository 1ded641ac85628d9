using System.Net;
using System.Text.RegularExpressions;

namespace Tongbao.Tests.Conformance;

/// <summary>The exact bytes of an answer or notice, with what must differ from run to run named instead of told.</summary>
/// <param name="wire">Its folder in golden/.</param>
/// <param name="differing">The fields that are other ones in every run.</param>
public sealed partial class Golden(string wire, string differing)
{
    public static readonly Golden Tsy2 = new("tsy2",
        "orderNo|oriOrderNo|userId|tradeNo|tranceNum|payInterfaceOutTradeNo|acct|oriBizOrderNo|bizOrderNo|bizBatchNo|bizFreezenNo|"
        + "bizTransferNo|payInfo|phone|tradeNO|goodsNo|cusid|collOrderNo|transDate|transferNo|url|subAcctNo|contractNo|ContractNo|merid|"
        + "termrefnum|traceno");

    public static readonly Golden Accp = new("accp",
        "accounting_date|accp_confirm_txno|accp_txno|bank_account|chnl_txno|confirm_seqno|date_acct|doc_id|gateway_url|jno_acct|license|"
        + "linked_acctno|linked_agrtno|linked_phone|map_arr|oid_acctno|oid_userno|payee_acctno|payee_amt|payee_deadline|random_key|"
        + "random_value|refund_seqno|reg_phone|rsa_public_content|token|txn_seqno");

    public static readonly Golden Yst2 = new("yst2",
        "accreditAgreeNo|acct|acctNo|acctNum|agreementNo|applyRespTraceNum|authUrl|bankCardNo|batchNo|cerNum|channelMerNo|"
        + "chnlPayInfo|chnlTradeCode|chnlTradeNo|couponAgreementNo|cusId|elecAgreementNo|file|legalPersonCerNum|"
        + "legalPersonPhone|notifyId|orgReqTraceNum|orgRespTraceNum|phone|reqTraceNum|respTraceNum|sepAgreeNo|sepSignAgreementUrl|"
        + "settleAcctNo|sign|signAgreementUrl|signUrl|sybMerchantCode|transDate|unifiedSocialCredit|vspCusId|vspCusid");

    private readonly Regex field = new($"\"({differing})\":\"(?:[^\"\\\\]|\\\\.)*\""),
        // in a text of JSON that stands in another
        deeper = new($@"\\\\\\""({differing})\\\\\\"":\\\\\\"".*?(?<!\\)\\\\\\"""),
        within = new($@"\\""({differing})\\"":\\"".*?\\""");    // in a text of JSON that stands in JSON

    /// <summary>Compares with golden/WIRE/METHOD/NAME.txt, or writes it.</summary>
    /// <param name="ours">The merchant's own number, where the text may name it.</param>
    public void MustBe(string method, string name, string text, string? ours = null) =>
        Rewrite.MustBe(Repository.File("tests", "Tongbao.Tests", "golden", wire, method, $"{name}.txt"),
            Named(ours is null ? text : text.Replace(ours, "<merchant>", StringComparison.Ordinal)) + "\n");

    /// <summary>
    /// What a browser carries to the merchant, a field a line; that they were encoded as java.net.URLEncoder does is held beside.
    /// </summary>
    public static string Carried(string address, string merchant)
    {
        Assert.StartsWith(merchant, address);
        var raw = address[merchant.Length..].TrimStart('?', '&');
        var fields = raw.Split('&').Select(pair => pair.Split('=', 2)).Select(p => (Name: p[0], Value: WebUtility.UrlDecode(p[1])))
            .ToList();
        Assert.Equal(raw, string.Join('&', fields.Select(f => $"{f.Name}={WebUtility.UrlEncode(f.Value)}")));
        return string.Join('\n', fields.Select(f => $"{f.Name}={f.Value}"));
    }

    private string Named(string text)
    {
        text = Market.Block().Replace(text, "<encrypted>");
        text = field.Replace(text, m => $"\"{m.Groups[1].Value}\":\"<{m.Groups[1].Value}>\"");
        text = deeper.Replace(text, m => $"\\\\\\\"{m.Groups[1].Value}\\\\\\\":\\\\\\\"<{m.Groups[1].Value}>\\\\\\\"");
        text = within.Replace(text, m => $"\\\"{m.Groups[1].Value}\\\":\\\"<{m.Groups[1].Value}>\\\"");
        text = CarriedLine().Replace(text, m => $"{m.Groups[1].Value}=<{m.Groups[1].Value}>");
        text = Instant().Replace(text, "<time>");
        text = Compact().Replace(text, "<time>");
        text = Uuid().Replace(text, "<uuid>");
        return Day().Replace(text, "<day>");
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")] private static partial Regex Uuid();

    /// <summary>What a browser carries, a field a line.</summary>
    [GeneratedRegex("^(sysid|sign|trxid|srctrxid|traceno|termrefnum|oriOrderNo|Signature-Data)=.*$", RegexOptions.Multiline)]
    private static partial Regex CarriedLine();
    [GeneratedRegex(@"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d")] private static partial Regex Instant();
    [GeneratedRegex(@"(?<!\d)20\d\d(0[1-9]|1[0-2])\d\d\d{6}(?!\d)")] private static partial Regex Compact();
    [GeneratedRegex(@"20\d\d-\d\d-\d\d")] private static partial Regex Day();
}
