using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Conformance.Accp;

/// <summary>
/// For each interface a market in which a request is good, and that request. Everything else about it stands in the tables.
/// </summary>
public static partial class GoodRequests
{
    private delegate Task<object> Builder(AccpFlow flow);

    private static readonly IReadOnlyDictionary<string, Builder> Builders = new Dictionary<string, Builder>
    {
        ["get-random"] = _ => Is(new { user_id = Buyer, flag_chnl = "H5", pkg_name = "shop.example", app_name = "shop" }),
        ["regphone-verifycode-apply"] = _ => Is(new { user_id = Buyer, reg_phone = Person.New(Buyer).Phone }),
        ["regphone-verifycode-verify"] = ProvesPhone,
        ["openacct-apply-individual"] = async f =>
        {
            var person = Person.New(Buyer);
            await f.GivenProvedPhone(Buyer, person.Phone);
            return f.PersonPapers(person, AccpFlow.Serial());
        },
        ["openacct-verify-individual"] = async f =>
        {
            var person = Person.New(Buyer);
            var (serial, token) = await f.GivenApplication(person);
            return Json.Merge(Completes(serial, token), new { verify_code = await f.Sms(person.Phone), password = await f.Seal(Password) });
        },
        ["openacct-apply-enterprise"] = async f =>
        {
            var boss = Person.New(Buyer);
            await f.GivenProvedPhone(Buyer, boss.Phone);
            return Json.Merge(await f.CompanyPapers(boss, AccpFlow.Serial()), new { businessInfo = new { scale = "SMALL" } });
        },
        ["openacct-verify-enterprise"] = async f =>
        {
            var (boss, serial) = (Person.New(Buyer), AccpFlow.Serial());
            await f.GivenProvedPhone(Buyer, boss.Phone);
            var applied = await f.Account("openacct-apply-enterprise", await f.CompanyPapers(boss, serial, password: null));
            return Json.Merge(Completes(serial, applied.Text("token")),
                new { verify_code = await f.Sms(boss.Phone), password = await f.Seal(Password) });
        },
        ["upload-photos"] = async f =>
        {
            await f.GivenCompanyInReview(Buyer);
            return new { user_id = Buyer, id_emblem = AccpFlow.Picture, id_portrait = AccpFlow.Picture, id_filetype = "png",
                unified_code = AccpFlow.Picture, unified_code_filetype = "png" };
        },
        ["documents-upload"] = f => Of(f, new { txn_seqno = AccpFlow.Serial(), txn_time = AccpClient.Stamp(), file_type = "png",
            context_type = "USER_IMAGE", file_context = AccpFlow.Picture }),
        ["individual-bindcard-apply"] = async f =>
        {
            await f.GivenUser(Buyer);
            return await f.Binding(Buyer, Person.New(Buyer));
        },
        ["individual-bindcard-verify"] = async f =>
        {
            await f.GivenUser(Buyer);
            var (card, serial) = (Person.New(Buyer), AccpFlow.Serial());
            var applied = await f.Account("individual-bindcard-apply", await f.Binding(Buyer, card, serial));
            return Json.Merge(Completes(serial, applied.Text("token")), new { verify_code = await f.Sms(card.Phone) });
        },
        ["unlinkedacct-ind-apply"] = async f =>
        {
            await f.GivenUser(Buyer);
            return await Change(f, new { linked_acctno = (await f.GivenCard(Buyer)).Card.CardNo });
        },
        ["enterprise-changecard-apply"] = async f =>
        {
            await f.GivenCompany(Buyer);
            return await Change(f, new { linked_acctno = "310066000000000002", linked_bankcode = "01050000",
                linked_brbankno = "105100000017", linked_acctname = "某某有限公司", linked_brbankname = "建设银行某某支行" });
        },
        ["enterprise-changecard-verify"] = _ => Is(Json.Merge(Completes(AccpFlow.Serial(), "none"), new { verify_code = "123456" })),
        ["change-regphone-apply"] = async f =>
            await Change(f, new { reg_phone = (await f.GivenUser(Buyer)).Phone, reg_phone_new = Person.New(Buyer).Phone }),
        ["change-regphone-verify"] = async f =>
        {
            var (old, phone, serial) = (await f.GivenUser(Buyer), Person.New(Buyer).Phone, AccpFlow.Serial());
            var applied = await f.Account("change-regphone-apply",
                await Change(f, new { txn_seqno = serial, reg_phone = old.Phone, reg_phone_new = phone }));
            return Json.Merge(Completes(serial, applied.Text("token")), new { verify_code_new = await f.Sms(phone) });
        },
        ["change-linkedphone-apply"] = async f => NewCardPhone(f, await f.GivenUser(Buyer), Person.New(Buyer).Phone, AccpFlow.Serial()),
        ["change-linkedphone-verify"] = async f =>
        {
            var (card, phone, serial) = (await f.GivenUser(Buyer), Person.New(Buyer).Phone, AccpFlow.Serial());
            var applied = await f.Account("change-linkedphone-apply", NewCardPhone(f, card, phone, serial));
            return Json.Merge(Completes(serial, applied.Text("token")), new { verify_code_new = await f.Sms(phone) });
        },
        ["change-password"] = async f =>
            await Of(f, new { password = await f.Seal(Password), password_new = await f.Seal("another99") }),
        ["validate-password"] = async f => await Of(f, new { password = await f.Seal(Password) }),
        ["cancel-apply"] = async f => await f.Closing(await f.GivenUser(Buyer)),
        ["find-password-apply"] = FindsPassword,
        ["find-password-verify"] = async f =>
        {
            var asks = await FindsPassword(f);
            var sent = await f.Account("find-password-apply", asks);
            return new { user_id = Buyer, token = sent.Text("token"), password = await f.Seal("another99"),
                verify_code = (await f.Sandbox.Sms(f.App.Id))[0].Code };
        },
    };

    /// <summary>Time must have gone by before these are good: they want a server of their own.</summary>
    private static readonly HashSet<string> MoveTheClock = ["find-password-apply", "find-password-verify"];

    public static IEnumerable<string> Methods => Builders.Keys.Concat(Queries.Keys).Concat(Trades.Keys);

    public static bool MovesTheClock(string method) => MoveTheClock.Contains(method);

    /// <summary>The good request of a method in a market made for it.</summary>
    public static async Task<JsonObject> Of(AccpFlow flow, string method) =>
        Json.Object(await (Builders.GetValueOrDefault(method) ?? Queries.GetValueOrDefault(method) ?? Trades[method])(flow));
}
