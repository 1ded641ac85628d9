using System.Text.Json;
using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>A request that was taken, how it can be made anew, and what was answered.</summary>
public sealed record Taken(string Method, string Number, Func<Task<object>> Content, SignedRequest Request, Tsy2Reply First);

/// <summary>How requests go out: once, in several copies, through a crash, and again after days.</summary>
public sealed partial class Simulation
{
    private const int Copies = 3, Remembered = 300;
    private const string Stale = "10000", OtherContent = "40017", NotUnpaid = "40004";

    private readonly List<Taken> taken = [];
    private bool impatient, crashing;

    /// <param name="refusal">The code that it must be refused with; null: it is taken.</param>
    private async Task<Tsy2Reply> Call(string method, string number, string? refusal, Func<Task<object>> content)
    {
        var request = await flow.Sign(method, await content());
        var reply = crashing ? await SendThroughCrash(request) : await SendOnce(request);
        var verdict = reply.Ok ? null : reply.ErrorCode;
        Assert.True(verdict == refusal,
            $"{method} {number}: {refusal ?? "OK"} was expected, {verdict} {reply.Message} came\n{request.Req}");
        if (reply.Ok && method != "unfreezeMoney") taken.Add(new Taken(method, number, content, request, reply));
        if (taken.Count > Remembered) taken.RemoveAt(0);
        acts[^1] += refusal is null ? "" : $": {refusal}";
        return reply;
    }

    private async Task<Tsy2Reply> SendOnce(SignedRequest request)
    {
        if (!impatient) return await flow.Client.Send(request);
        var replies = await flow.Client.CallMany(Copies, request);
        foreach (var other in replies[1..]) MustBeSame(replies[0], other, "a copy sent at the same time");
        return replies[0];
    }

    /// <summary>The process is killed while it has the request. Then the client does what clients do: it sends the same again.</summary>
    private async Task<Tsy2Reply> SendThroughCrash(SignedRequest request)
    {
        var sending = flow.Client.Send(request);
        await Task.WhenAny(sending, Task.Delay(killAfter.Next(25)));
        await Restart();
        Tsy2Reply? first = null;
        try { first = await sending; }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException) { }
        var again = await flow.Client.Send(request);
        if (first is not null) MustBeSame(first, again, "after the crash");
        return again;
    }

    private async Task Repeat()
    {
        if (taken.Count == 0) return;
        var was = dice.Of(taken);
        var way = dice.Below(4);
        Note($"repeat {was.Method} {was.Number} {(way == 0 ? "with other content" : way == 1 ? "signed anew" : "byte for byte")}");
        if (way == 0 && was.Method != "pay")
        {
            var other = Json.Object(await was.Content());
            if (!Falsify(other)) return;
            var refused = await flow.Ask(was.Method, other);
            Assert.True(refused.ErrorCode == OtherContent,
                $"other content under {was.Number}: {OtherContent} was expected, {(refused.Ok ? "OK" : refused.ErrorCode)} came");
            return;
        }
        var again = way == 1 ? await Anew(was) : await flow.Client.Send(was.Request);
        // What was signed long ago by the wall clock is too old to be read; a client then signs anew.
        if (again.ErrorCode == Stale) again = await Anew(was);
        if (was.Method == "pay") MustBeState(market.Deals[was.Number], again);
        else MustBeSame(was.First, again, "repeated");
    }

    private async Task<Tsy2Reply> Anew(Taken was) => await flow.Client.Send(await flow.Sign(was.Method, await was.Content()));

    private static bool Falsify(JsonObject content)
    {
        if (content["bizBatchNo"] is not null) content["tradeCode"] = "4002";
        else if (content["amount"] is JsonValue amount) content["amount"] = amount.GetValue<long>() + 1;
        else return false;
        return true;
    }

    /// <summary>A confirmation answers how its order stands.</summary>
    private static void MustBeState(Deal deal, Tsy2Reply reply)
    {
        var expected = deal.Status switch
        {
            OrderStatus.Closed => NotUnpaid,
            OrderStatus.Failed => "fail",
            OrderStatus.Paid or OrderStatus.PaidThenRefunded => "success",
            _ => "pending",
        };
        Assert.Equal(expected, reply.Ok ? reply.Text("payStatus") : reply.ErrorCode);
    }

    /// <summary>The same answer, but for what the buyer pays with: a channel that said nothing at first may bring it later.</summary>
    private static void MustBeSame(Tsy2Reply first, Tsy2Reply again, string when)
    {
        var same = first.Ok && again.Ok ? Essence(first, first.Has("payInfo")) == Essence(again, first.Has("payInfo"))
            : first.SignedValue == again.SignedValue;
        Assert.True(same, $"{when} the answer was another\nfirst: {first.SignedValue}\nagain: {again.SignedValue}");
    }

    private static string Essence(Tsy2Reply reply, bool withPayInfo) =>
        JsonSerializer.Serialize(reply.Value.EnumerateObject().Where(f => withPayInfo || f.Name != "payInfo")
            .ToDictionary(f => f.Name, f => f.Value));
}
