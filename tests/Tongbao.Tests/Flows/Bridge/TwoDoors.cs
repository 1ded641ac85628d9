using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Flows.Bridge;

/// <summary>一家两门: one app with an identity on each of two wires, its numbers there being different ones.</summary>
public sealed class TwoDoors : IAsyncDisposable
{
    /// <summary>What each wire says of an order that the other made: 订单由另一接口产生, and 该笔交易暂不支持.</summary>
    public const string NotOfTsy2 = "40018", NotOfAccp = "3020";

    private TwoDoors(Flow tsy2, AccpFlow accp, bool accpFirst) => (Tsy2, Accp, this.accpFirst) = (tsy2, accp, accpFirst);

    private readonly bool accpFirst;

    public Flow Tsy2 { get; }
    public AccpFlow Accp { get; }
    public SandboxClient Sandbox => Tsy2.Sandbox;
    public string App => Tsy2.App.Id;

    /// <param name="accpFirst">Was the app made on ACCP, and got its door of 通商云 later?</param>
    public static async Task<TwoDoors> OnSharedServer(Store store, bool accpFirst = false)
    {
        if (accpFirst) return await AccpFlow.OnSharedServer(store) is var made
            ? new TwoDoors(await Flow.DoorTo(made.Server, made.App.Id), made, true) : throw new InvalidOperationException();
        return await Behind(await Flow.OnSharedServer(store));
    }

    /// <summary>Alone on its server: here the clock may be moved.</summary>
    public static async Task<TwoDoors> OnOwnServer(Store store) => await Behind(await Flow.OnOwnServer(store));

    /// <summary>A member whom 通商云 made: phone, name, card, a payment password, and money.</summary>
    public async Task<Person> GivenMember(string id, long fen)
    {
        await Tsy2.GivenMember(id);
        await Tsy2.GivenPassword(id, Password);
        if (fen > 0) await Tsy2.GivenDeposit(id, fen);
        return Tsy2.Who(id);
    }

    /// <summary>Six digits that neither wire refuses: 通商云 takes no others.</summary>
    public const string Password = "135246";

    /// <summary>payment-balance with the password that the member has.</summary>
    public async Task<AccpReply> PayByBalance(string serial, string payer, string yuan, string password, string code = "0000") =>
        await Accp.Trade("payment-balance", await Accp.BalanceCall(serial, payer, yuan, password: password), code);

    public async ValueTask DisposeAsync()
    {
        await (accpFirst ? Accp.CloseTheDay() : Tsy2.CloseTheDay());
        await Accp.DisposeAsync();
        await Tsy2.DisposeAsync();
    }

    private static async Task<TwoDoors> Behind(Flow tsy2) =>
        new(tsy2, await AccpFlow.DoorTo(tsy2.Server, tsy2.App.Id), false);
}
