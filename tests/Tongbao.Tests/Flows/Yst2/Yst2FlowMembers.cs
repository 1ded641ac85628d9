using System.Globalization;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>Members of a platform: persons, companies, merchants, their cards and phones.</summary>
public sealed partial class Yst2Flow
{
    public const string Splitter = "分账方", Payee = "收款方", Store = "门店", Merchant = "收单商户";

    private const int IdModulus = 11, CodeModulus = 31;
    private const string IdDigits = "10X98765432", CodeDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] IdWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static int lastPerson;

    /// <summary>An ID number that nobody had before, its check digit right.</summary>
    public static string NextId()
    {
        var no = $"11010119900307{Interlocked.Increment(ref lastPerson) % 1000:D3}";
        return no + IdDigits[no.Select((c, at) => (c - '0') * IdWeights[at]).Sum() % IdModulus];
    }

    /// <summary>A unified credit code that nobody had before, its check digit right.</summary>
    public static string NextCreditCode()
    {
        var no = $"91310000MA1F{Interlocked.Increment(ref lastPerson):D5}";
        var (sum, weight) = (0, 1);
        foreach (var c in no) (sum, weight) = (sum + CodeDigits.IndexOf(c, StringComparison.Ordinal) * weight, weight * 3 % CodeModulus);
        return no + CodeDigits[(CodeModulus - sum % CodeModulus) % CodeModulus];
    }

    /// <summary>A card number that nobody had before.</summary>
    public static string NextCard() => $"622202020000{Interlocked.Increment(ref lastPerson):D6}1";

    public static string NextPhone() => $"138{Interlocked.Increment(ref lastPerson):D8}";

    /// <summary>个人会员实名及绑卡: what 1010 sends of a new person without a card.</summary>
    public JsonObject Person(string member, string role = Splitter, string name = "李四") => Json.Object(new
    {
        reqTraceNum = Serial(), signNum = member, memberRole = role, name, cerType = "1", cerNum = Seal(NextId()),
    });

    /// <summary>企业会员实名开户: what 1020 sends of a new company with a corporate account.</summary>
    public JsonObject Company(string member, string nature = "1", string role = Splitter, string name = "上海某某（集团）有限公司") =>
        Json.Object(new
        {
            reqTraceNum = Serial(), signNum = member, memberRole = role, notifyUrl = Receiver.Url(),
            enterpriseBaseInfo = new
            {
                enterpriseName = name, enterpriseNature = nature, addressCode = "310115", enterpriseAdress = "张江路1号",
                unifiedSocialCredit = NextCreditCode(), legalPersonName = "王五", legalPersonCerType = "1",
                legalPersonCerNum = Seal(NextId()), legalPersonPhone = NextPhone(),
            },
            bankAcctDetail = new
            {
                acctAttr = "1", acctNum = Seal(NextCard()), openBankNo = "01020000", openBankProvince = "上海市", openBankCity = "上海市",
            },
        });

    /// <summary>What an encrypted field holds.</summary>
    public string Open(string field) => Client.Signer.Decrypt(field);

    /// <summary>A person by its real name; with a card where one is given, and with a phone where one is asked for.</summary>
    public async Task GivenPerson(string member, string role = Splitter, string? card = null, bool phone = false)
    {
        var request = Person(member, role);
        if (card is not null)
        {
            request["acctNum"] = Seal(card);
            request["phone"] = NextPhone();
        }
        await Call("1010", request);
        if (phone) await GivenPhone(member);
    }

    /// <summary>A company that is open; its phone is that of its legal person.</summary>
    /// <returns>What was sent of it.</returns>
    public async Task<JsonObject> GivenCompany(string member, string nature = "1", string role = Splitter, bool phone = false,
        string name = "上海某某（集团）有限公司")
    {
        var request = Company(member, nature, role, name);
        await Call("1020", request);
        if (phone) await GivenPhone(member, (string)request["enterpriseBaseInfo"]!["legalPersonPhone"]!);
        return request;
    }

    /// <summary>A company that collects by a merchant number that was opened elsewhere; with its phone.</summary>
    /// <returns>The number.</returns>
    public async Task<string> GivenMerchant(string member, string role = Payee, string name = "上海某某（集团）有限公司")
    {
        await GivenCompany(member, role: role, phone: true, name: name);
        var number = $"990{Interlocked.Increment(ref lastPerson).ToString("D12", CultureInfo.InvariantCulture)}";
        await Call("1024", new { reqTraceNum = Serial(), signNum = member, opType = "set", memberRole = Merchant, sybMerchantCode = number });
        return number;
    }

    /// <summary>A phone that is the member's own is bound to it.</summary>
    public async Task GivenPhone(string member, string? phone = null)
    {
        phone ??= NextPhone();
        var applied = await Call("1030", new { reqTraceNum = Serial(), signNum = member, phone, phoneType = "1" }, "66667");
        await Call("1032", new
        {
            reqTraceNum = Serial(), signNum = member, applyRespTraceNum = applied.Text("respTraceNum"), phone, verifyCode = await Sms(phone),
        });
    }

    /// <summary>One side of a member, as 1027 shows it.</summary>
    public Task<Yst2Reply> Shown(string member, int infoType) =>
        Call("1027", new { signNum = member, infoType = infoType.ToString(CultureInfo.InvariantCulture) });
}
