using System.Text.Json.Nodes;
using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Tests.Conformance.Yst2;

/// <summary>
/// For each interface a market in which a request is good, and that request. Everything else about it stands in the tables.
/// </summary>
public static partial class GoodRequests
{
    public const string Person = "person", Company = "company", CompanyName = "上海某某（集团）有限公司";

    private const string BySigning = "7", CodeNeeded = "66667", Accepted = "66666", PapersNeeded = "20018",
        NoSuchOrder = "20261121101000208500000006";

    private delegate Task<object> Builder(Yst2Flow flow);

    private static readonly IReadOnlyDictionary<string, Builder> Members = new Dictionary<string, Builder>
    {
        ["1010"] = f => Is(WithCard(f, f.Person(Person), out _)),
        ["1011"] = async f =>
        {
            var request = WithCard(f, f.Person(Person), out var phone, BySigning);
            var applied = await f.Call("1010", request, CodeNeeded);
            return Of(Person, new { applyRespTraceNum = applied.Text("respTraceNum"), phone, verifyCode = await f.Sms(phone) });
        },
        ["1014"] = async f =>
        {
            var card = Yst2Flow.NextCard();
            await f.GivenPerson(Person, card: card);
            return Of(Person, new { acctNum = f.Seal(card) });
        },
        ["1020"] = f => Is(f.Company(Company)),
        ["1022"] = async f =>
        {
            var foreigner = new { enterpriseBaseInfo = new { legalPersonCerType = "2" } };
            await f.Call("1020", Yst2Flow.With(f.Company(Company), foreigner), PapersNeeded);
            return Of(Company, new { notifyUrl = f.Receiver.Url(), legpCerFront = await f.Files.GivenPicture(),
                legpCerBack = await f.Files.GivenPicture(), unifiedSocialCredit = await f.Files.GivenPicture() });
        },
        ["1023"] = async f =>
        {
            await f.GivenPerson(Person);
            return new { signNum = Person, acctType = "08" };
        },
        ["1024"] = async f =>
        {
            await f.GivenCompany(Company);
            return Of(Company, new { opType = "set", memberRole = Yst2Flow.Merchant, sybMerchantCode = "990000000000001" });
        },
        ["1027"] = async f =>
        {
            await f.GivenPerson(Person, card: Yst2Flow.NextCard(), phone: true);
            return new { signNum = Person, infoType = "1" };
        },
        ["1030"] = async f =>
        {
            await f.GivenPerson(Person);
            return Of(Person, new { phone = Yst2Flow.NextPhone(), phoneType = "1" });
        },
        ["1031"] = async f =>
        {
            var phone = Yst2Flow.NextPhone();
            await f.GivenPerson(Person);
            await f.GivenPhone(Person, phone);
            await f.Sandbox.Advance("PT1M");
            return Of(Person, new { oriPhone = phone });
        },
        ["1032"] = async f =>
        {
            var phone = Yst2Flow.NextPhone();
            await f.GivenPerson(Person);
            var applied = await f.Call("1030", Of(Person, new { phone, phoneType = "1" }), CodeNeeded);
            return Of(Person, new { applyRespTraceNum = applied.Text("respTraceNum"), phone, verifyCode = await f.Sms(phone) });
        },
        ["3004"] = async f =>
        {
            await f.GivenPerson(Person);
            return new { signNum = Person, acctType = "08", qryStart = 1, qryCount = 10 };
        },
        ["4001"] = async f => new
        {
            cusId = await f.GivenMerchant(Company), termNo = "10000001", operation = "00", deviceType = "04", termSn = "SN0001",
            termAddress = "上海市-上海市-浦东新区-张江路1号",
        },
    };

    private static readonly IReadOnlyDictionary<string, Builder> Agreements = new Dictionary<string, Builder>
    {
        ["1050"] = async f =>
        {
            await f.GivenMerchant(Company);
            await f.GivenPerson(Person, phone: true);
            var terms = new { couponWay = "1", couponRate = "5.00", sepMemBusCode = Person, sepMemName = "李四", sepRate = "10.00" };
            return Yst2Flow.With(f.Signing(Company), new { agreementJson = terms });
        },
        ["1051"] = async f =>
        {
            await f.GivenCompany(Company);
            var letter = new { authPhone = Yst2Flow.NextPhone(), authPerName = "赵六", authPerCerNum = f.Seal(Yst2Flow.NextId()),
                authPerCerType = "1", authPerAgreeToken = await f.Files.GivenPicture() };
            return Of(Company, new { memberName = CompanyName, agreementType = "3", agreementJson = new { authPerAgreeInfo = letter },
                notifyUrl = f.Receiver.Url() });
        },
        ["1053"] = async f =>
        {
            await f.GivenCollector(Company);
            return Of(Company, new { memberName = CompanyName, agreementType = "3" });
        },
    };

    /// <summary>Asked for when all tables of this class are there.</summary>
    private static IEnumerable<KeyValuePair<string, Builder>> All =>
        Members.Concat(Agreements).Concat(Merchants).Concat(Trades).Concat(Files);

    public static IEnumerable<string> Methods => All.Select(one => one.Key);

    private static readonly HashSet<string> MoveTheClock = ["1031", "2290"];

    /// <summary>Time must have gone by before these are good: they want a server of their own.</summary>
    public static bool MovesTheClock(string method) => MoveTheClock.Contains(method);

    /// <summary>The good request of a method in a market made for it.</summary>
    public static async Task<JsonObject> Of(Yst2Flow flow, string method) =>
        Json.Object(await All.First(one => one.Key == method).Value(flow));

    private static Task<object> Is(object request) => Task.FromResult(request);

    private static JsonObject Of(string member, object request) =>
        Json.Merge(new { reqTraceNum = Yst2Flow.Serial(), signNum = member }, request);

    private static JsonObject WithCard(Yst2Flow f, JsonObject person, out string phone, string? bindType = null)
    {
        phone = Yst2Flow.NextPhone();
        person["acctNum"] = f.Seal(Yst2Flow.NextCard());
        person["phone"] = phone;
        if (bindType is not null) person["bindType"] = bindType;
        return person;
    }
}
