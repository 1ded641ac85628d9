using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>How a wire answered.</summary>
/// <param name="Code">Null where it did what was asked.</param>
/// <param name="Text">What is signed.</param>
public sealed record WireAnswer(string? Code, string? Message, string Text);

/// <summary>
/// 被测协议: a wire as the conformance tests see it: its tables, a client on a market of it, a good request of each of its interfaces, and
/// the codes of its refusals.
/// </summary>
/// <param name="name">Its folder in catalog/.</param>
public abstract class WireUnderTest<TMarket>(string name, FieldCodes codes, Golden golden) where TMarket : IMarket
{
    public Tables Tables { get; } = Tables.Of(name);

    public Golden Golden => golden;

    /// <summary>Good requests that are spoiled by the tables.</summary>
    public Spoiler Spoiler { get; } = new(Tables.Of(name), codes);

    /// <summary>Every interface that has a good request.</summary>
    public abstract IEnumerable<string> Methods { get; }

    public abstract IReadOnlyList<WrongState<TMarket>> WrongStates { get; }

    /// <summary>They change something, and may do so in any state of their member; who is locked or unknown apart.</summary>
    public abstract IReadOnlyList<string> RefusedByNoState { get; }

    /// <summary>A market on the server that all tests share.</summary>
    public abstract Task<TMarket> OnSharedServer(Store store);

    /// <summary>A market alone on its server, whose clock may be moved.</summary>
    public abstract Task<TMarket> OnOwnServer(Store store);

    /// <summary>Another merchant on the server of this one.</summary>
    public abstract Task<TMarket> Beside(TMarket market);

    /// <summary>Must time have gone by before its request is good?</summary>
    public abstract bool MovesTheClock(string method);

    /// <summary>The good request of a method, whole, in a market made for it.</summary>
    public abstract Task<JsonObject> Good(TMarket market, string method);

    /// <summary>A request exactly as given.</summary>
    public abstract Task<WireAnswer> Send(TMarket market, string method, JsonObject request);

    /// <summary>The code by which a good request is answered, null for done.</summary>
    public virtual string? CodeOfGood(string method) => null;

    /// <summary>Does the refusal name the field? Of a wire whose refusals name none always.</summary>
    public virtual bool Names(WireAnswer answer, Spoiled spoiled) => true;

    /// <summary>The field that names a member in a request, where one does and may be spoiled.</summary>
    public abstract FieldRow? MemberField(string method);

    /// <summary>The code where that member is unknown.</summary>
    public abstract string? Unknown(string method);

    /// <summary>The code where that member is barred; null where it is answered all the same.</summary>
    public abstract string? Barred(string method);

    /// <summary>Is the member of a good request there to be barred, and is it its own request?</summary>
    public abstract bool MayBar(TMarket market, string method, string member);

    /// <summary>Bars a member from whatever it may ask for.</summary>
    public abstract Task Bar(TMarket market, string member);

    public abstract Task Unbar(TMarket market, string member);

    /// <summary>Is there anything in its request that belongs to an app?</summary>
    public virtual bool BelongsToAnApp(string method) => Request(method).Count > 0;

    /// <summary>The code by which another merchant is answered; null where it is answered of its own.</summary>
    public abstract string? ToAnother(string method);

    /// <summary>What the wire's own queries say of the people of its market.</summary>
    public abstract Task<IEnumerable<string>> Seen(TMarket market);

    public ApiTable TableOf(string method) => Tables.Apis.Single(a => a.Name == method && a.Kind == "api");

    public IReadOnlyList<FieldRow> Request(string method) => TableOf(method).Section("request");

    public async Task<Market> Look(TMarket market, bool passwordsToo = true) =>
        await Market.Look(market, await Seen(market), passwordsToo);

    /// <summary>Nothing is other than it was when it was looked at.</summary>
    public async Task MustStand(TMarket market, Market before, bool passwordsToo = true) =>
        before.MustStillBe(await Look(market, passwordsToo));
}
