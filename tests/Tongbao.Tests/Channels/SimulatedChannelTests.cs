using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server;
using Tongbao.Server.Channels;
using Tongbao.Server.Pages;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Security;
using Tongbao.Simulators;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Channels;

/// <summary>The simulators keep the contract of a channel.</summary>
public sealed class SimulatedChannelTests : ChannelContract, IAsyncDisposable
{
    private Bank? bank;

    protected override App App { get; } = Wire.Shop.Of(new AppId("contract"), [], new Secret(""), Now);
    protected override long RefusedAmount => 14_00;
    protected override string NobodysName => "查无此人";

    protected override async Task<IChannel> Channel()
    {
        bank = await Bank.Open(Store.Sqlite);
        var simulator = new ChannelSimulator(new SimulatorMemory(bank.Rows, bank.Teller, new ServerOptions()));
        var vault = new Vault(new byte[32]);
        var registry = new SandboxRegistry(bank.Rows, bank.Teller, vault, new ServerOptions());
        return new SimulatedChannel(simulator, new CardSimulator(registry), new PersonRegister(registry), new CompanyRegister(registry),
            new SimulatedRegisters(new RegisterSimulator(registry)), bank.Teller, new PageLinks(vault, new PublicUrl(new ServerOptions())), bank.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (bank is not null) await bank.DisposeAsync();
    }
}
