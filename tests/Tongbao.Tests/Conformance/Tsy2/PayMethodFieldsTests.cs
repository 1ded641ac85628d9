using System.Text.Json.Nodes;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>
/// Every pay method has the fields of its table (通商云 5.2). Nobody pays, so that what the table lets through is refused for that alone.
/// </summary>
public abstract class PayMethodFieldsTests(Store store) : FlowTests(store)
{
    private const string NoSuchMember = "30001";

    [Fact]
    public async Task What_the_table_of_a_pay_method_does_not_allow_is_refused_and_makes_no_order()
    {
        var before = await Tsy2UnderTest.It.Look(flow);
        var refusals = new Table();
        foreach (var rows in await Task.WhenAll(Tables.Tsy2.PayMethods.Values.Select(Refused)))
            foreach (var (expected, answered) in rows) refusals.Add(expected, answered);
        refusals.MustMatch();
        await Tsy2UnderTest.It.MustStand(flow, before);
    }

    private async Task<List<(string Expected, string Answered)>> Refused(PayMethodTable way)
    {
        var method = way.Method.Flow == PayFlow.Payout ? "withdrawApply" : "consumeApply";
        var good = await flow.Complete(method,
            new { bizUserId = "nobody", payerId = "nobody", recieverId = "nobody", amount = 10_00, validateType = 1,
            payMethod = new JsonObject { [way.Method.Key] = await Fields(way) } });
        List<(string, string)> rows = [await Answer(NoSuchMember, "", good)];
        var table = Tables.Tsy2.Apis.First(a => a.Method == method && a.Kind == "api").Section("request").Where(r => r.Type == "payMethod")
            .ToList();
        var ofWay = Tsy2UnderTest.It.Spoiler.Of(table, good).Where(s => s.Field.StartsWith($"{way.Method.Key}.", StringComparison.Ordinal));
        foreach (var spoiled in ofWay) rows.Add(await Answer(spoiled.Code, $"{spoiled.Field} {spoiled.What}", spoiled.Request));
        return rows;

        async Task<(string, string)> Answer(string code, string what, JsonObject param) =>
            ($"{code} {way.Method.Key} {what}", $"{(await flow.Send(method, param)).ErrorCode ?? "OK"} {way.Method.Key} {what}");
    }

    /// <summary>Every field that the method has, optional ones too.</summary>
    private async Task<JsonObject> Fields(PayMethodTable way)
    {
        var fields = new JsonObject();
        foreach (var row in way.Fields)
            fields[row.Name] = row.Encrypted ? await flow.Encrypt(Clear(row)) : row.Type is "cents"
            or "long" ? long.Parse(Clear(row)) : Clear(row);
        return fields;
    }

    private static string Clear(FieldRow row) => row switch
    {
        { Enum: [var first, ..] } => first,
        { Type: "card" } => "6228480000000000099",
        { Type: "cvv2" } => "123",
        { Type: "expiry" } => "0830",
        { Type: "union" } => "102290000011",
        { Type: "json" } => "{}",
        _ => "1",
    };
}

public sealed class PayMethodFieldsOnSqlite() : PayMethodFieldsTests(Store.Sqlite);

public sealed class PayMethodFieldsOnPostgres() : PayMethodFieldsTests(Store.Postgres);
