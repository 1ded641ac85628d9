using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>Agreements: asked for, signed by their parties, and shown.</summary>
public sealed partial class Yst2Flow
{
    /// <summary>协议签约申请: what 1050 sends for a payee, with the terms that are given.</summary>
    public JsonObject Signing(string payee, object? terms = null, string name = "上海某某（集团）有限公司") => Json.Object(new
    {
        reqTraceNum = Serial(), signNum = payee, memberName = name, agreementType = "3",
        agreementJson = terms is null ? null : Json.Text(Json.Object(terms)), notifyUrl = Receiver.Url(),
    });

    /// <summary>The terms of a split agreement.</summary>
    public static object Sharing(string splitter, string rate = "10.00", string name = "李四") =>
        new { sepMemBusCode = splitter, sepMemName = name, sepRate = rate };

    /// <summary>A party signs what a request asks of it, without the page.</summary>
    public Task<JsonElement> Sign(string member, JsonObject signing) => Sandbox.Sign(App.Id, member, (string)signing["reqTraceNum"]!);

    /// <summary>The outcome of the legal person's face check.</summary>
    public Task<JsonElement> Face(string member, string result) => Sandbox.CheckFace(App.Id, member, result);

    /// <summary>A request that all its parties have signed.</summary>
    public async Task<JsonObject> GivenAgreed(string payee, object? terms = null, params string[] splitters)
    {
        var signing = Signing(payee, terms);
        await Call("1050", signing);
        foreach (var member in splitters.Prepend(payee)) await Sign(member, signing);
        return signing;
    }

    /// <summary>The states of a member's agreements as 1027 shows them: 收单协议 1, …</summary>
    public async Task<string> AgreementsOf(string member) => string.Join(", ",
        (await Shown(member, 3)).Value.GetProperty("agreementArray").EnumerateArray()
            .Select(a => $"{a.GetProperty("agreementType").GetString()} {a.GetProperty("signResult").GetString()}"));
}
