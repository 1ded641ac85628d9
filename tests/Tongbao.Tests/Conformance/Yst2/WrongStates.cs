using System.Text.Json.Nodes;
using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Tests.Conformance.Yst2;

/// <summary>状态: in which states of the market the good requests are refused, and with which codes.</summary>
public static class WrongStates
{
    private const string Person = GoodRequests.Person, Company = GoodRequests.Company;
    private const string SerialTaken = "10006", ApplicationUsed = "24006";

    private static IEnumerable<string> Numbered =>
    [
        "1010", "1011", "1014", "1020", "1022", "1024", "1030", "1031", "1032", "1050", "1051", "1053", "1070", "1073", "1076", "1079",
        "2085", "2290", "2294",
    ];

    public static readonly IReadOnlyList<WrongState<Yst2Flow>> All =
    [
        .. Numbered.Select(method =>
            new WrongState<Yst2Flow>(method, "the number was used for something else", SerialTaken, NumberTaken)),
        new("1010", "the card is bound", "20013", Again("1010")),
        new("1010", "the member has another name", "20003", async (f, good) =>
        {
            await Do(f, "1010", good);
            return new { reqTraceNum = Yst2Flow.Serial(), name = "王五" };
        }),
        new("1011", "the card was confirmed", ApplicationUsed, Again("1011")),
        new("1014", "the card is not bound any more", "20014", Again("1014")),
        new("1020", "the member is a person", "20003", async (f, _) => { await f.GivenPerson(Company); return null; }),
        new("1020", "the company has another account", "20011", async (f, good) =>
        {
            await Do(f, "1020", good);
            return new { reqTraceNum = Yst2Flow.Serial(), bankAcctDetail = new { acctNum = f.Seal(Yst2Flow.NextCard()) } };
        }),
        new("1024", "the number is another member's", "20026", async (f, good) =>
        {
            await f.GivenCompany("other");
            await Do(f, "1024", Yst2Flow.With(good, new { reqTraceNum = Yst2Flow.Serial(), signNum = "other" }));
            return null;
        }),
        new("1030", "a phone is bound", "24002", async (f, _) => { await f.GivenPhone(Person); return null; }),
        new("1030", "a code went to the phone this minute", "24012", async (f, good) =>
        {
            await f.GivenPerson("other");
            await Do(f, "1030", Yst2Flow.With(good, new { reqTraceNum = Yst2Flow.Serial(), signNum = "other" }));
            return null;
        }),
        new("1031", "no phone is bound", "24001", async (f, good) =>
        {
            var phone = good["oriPhone"]!.GetValue<string>();
            var applied = await Do(f, "1031", Yst2Flow.With(good, new { reqTraceNum = Yst2Flow.Serial() }));
            await f.Call("1032", new { reqTraceNum = Yst2Flow.Serial(), signNum = Person, phone, verifyCode = await f.Sms(phone),
                applyRespTraceNum = applied.Text("respTraceNum") });
            return null;
        }),
        new("1032", "the phone is bound", ApplicationUsed, Again("1032")),
        new("1050", "the splitter is barred", "25003", async (f, _) => { await Bar(f, Person); return null; }),
        new("1051", "a phone is bound", "24002", async (f, good) =>
        {
            await Do(f, "1051", good);
            await f.Sandbox.Review(f.App.Id, Company, "approve");
            return new { reqTraceNum = Yst2Flow.Serial() };
        }),
        new("1070", "the member has a number", "20022", async (f, good) =>
        {
            await Do(f, "1070", good);
            await f.Receiver.WaitFor(good["reqTraceNum"]!.GetValue<string>());
            return new { reqTraceNum = Yst2Flow.Serial() };
        }),
        new("1073", "a change is under review", "23004", Again("1073")),
        new("1076", "the supplement is under review", "21002", Again("1076")),
        new("1079", "the channels have certified", "22004", async (f, _) => { await f.GivenCertified(Company); return null; }),
        new("2085", "the commission agreement must be signed now", "25008", async (f, _) =>
        {
            await f.Sandbox.ChangeSettings(f.App.Id, new { commissionAgreementRequired = true });
            return null;
        }),
        new("2290", "the balance is short", "33003", async (f, good) =>
        {
            await Do(f, "2290", Yst2Flow.With(good, new { reqTraceNum = Yst2Flow.Serial(), orderAmount = 90_00 }));
            return null;
        }),
        new("2294", "all was given back", "32002", async (f, good) =>
        {
            await Do(f, "2294", good);
            await f.Receiver.WaitFor(good["reqTraceNum"]!.GetValue<string>());
            return new { reqTraceNum = Yst2Flow.Serial() };
        }),
        new("2295", "the order is paid", "30008", async (f, good) =>
        {
            await f.WhenPaid((await f.Shown(good["orgRespTraceNum"]!.GetValue<string>())).Text("reqTraceNum")!);
            return null;
        }),
        new("2092", "the number is another file's", "31013", async (f, good) =>
        {
            await Do(f, "2092", Yst2Flow.With(good, new { file = Convert.ToBase64String("R2|1"u8) }));
            await f.Receiver.WaitFor(good["batchNo"]!.GetValue<string>());
            return null;
        }),
        new("4001", "the terminal is reported", "35002", async (f, good) => { await Do(f, "4001", good); return null; }),
    ];

    private static async Task<Yst2Reply> Do(Yst2Flow f, string method, JsonObject request)
    {
        var reply = await f.When(method, request);
        Assert.True(reply.Code is "00000" or "66666" or "66667", $"{reply.Code} {reply.Message} {Json.Text(request)}");
        return reply;
    }

    private static Task Bar(Yst2Flow f, string member) => f.Sandbox.PutInState(f.App.Id, member, "BLACKLIST");

    /// <summary>A person was opened by it.</summary>
    private static async Task<object?> NumberTaken(Yst2Flow f, JsonObject good)
    {
        await Do(f, "1010", Yst2Flow.With(f.Person("other"), new { reqTraceNum = good["reqTraceNum"]!.GetValue<string>() }));
        return null;
    }

    /// <summary>The request was made before, and is made again under another number.</summary>
    private static Func<Yst2Flow, JsonObject, Task<object?>> Again(string method) => async (f, good) =>
    {
        await Do(f, method, good);
        return new { reqTraceNum = Yst2Flow.Serial() };
    };
}
