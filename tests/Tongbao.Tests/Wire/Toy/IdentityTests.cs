using System.Security.Cryptography;

namespace Tongbao.Tests.Wire.Toy;

/// <summary>身份: an app's numbers and keys, one identity a wire, made, changed and removed by the sandbox API.</summary>
public sealed class IdentityTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_app_has_a_number_a_key_and_settings_on_each_of_its_wires(Store kind)
    {
        await using var wires = await TwoWires.Open(kind);
        var identities = await wires.Sandbox.Identities(TwoWires.Sysid);
        Assert.Equal([("tsy2", TwoWires.Sysid), ("toy", TwoWires.Number)], identities.Select(i => (i.Protocol, i.Id)));
        Assert.Equal(wires.Toy.PlatformPublicKey, identities[1].PlatformPublicKey);
        Assert.Equal([10, 0], identities.Select(Limit));

        await wires.Sandbox.ChangeSettings(TwoWires.Sysid, new { dailyOrderLimit = 3 });
        var changed = await wires.Sandbox.ChangeIdentity(TwoWires.Sysid, "toy", new { settings = new { dailyOrderLimit = 1 } });
        Assert.Equal(1, Limit(changed));
        Assert.Equal([3, 1], (await wires.Sandbox.Identities(TwoWires.Sysid)).Select(Limit));
        await Refused(400, "reservePosition is the app's",
            () => wires.Sandbox.ChangeIdentity(TwoWires.Sysid, "toy", new { settings = new { reservePosition = 1 } }));
        await wires.Sandbox.ChangeSettings(TwoWires.Sysid, new { reservePollMinutes = 7 });
        Assert.All(await wires.Sandbox.Identities(TwoWires.Sysid),
            i => Assert.Equal(7, i.Settings.GetProperty("reservePollMinutes").GetInt32()));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_key_of_one_identity_rotates_without_the_other(Store kind)
    {
        await using var wires = await TwoWires.Open(kind);
        var (old, next) = (wires.Key, ECDsa.Create(ECCurve.NamedCurves.nistP256));
        await wires.Sandbox.ChangeIdentity(TwoWires.Sysid, "toy", new { merchantPublicKey = TwoWires.PublicKeyOf(next) });
        Assert.Equal("done", await wires.Says("look", new { who = "alice" }));
        wires.Key = next;
        Assert.Equal("done", await wires.Says("look", new { who = "alice" }));
        await wires.Sandbox.ChangeIdentity(TwoWires.Sysid, "toy",
            new { merchantPublicKey = TwoWires.PublicKeyOf(next), dropOldKey = true });
        Assert.Equal("done", await wires.Says("look", new { who = "alice" }));
        wires.Key = old;
        Assert.Equal("forged", await wires.Says("look", new { who = "alice" }));
        Assert.True((await wires.Tsy2.Call("MemberService", "getMemberInfo", new { bizUserId = "alice" })).Ok);
        await Refused(400, "merchantPublicKey is a P-256 public key",
            () => wires.Sandbox.ChangeIdentity(TwoWires.Sysid, "toy", new { merchantPublicKey = "MIIB" }));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_number_is_one_apps_on_its_wire_and_free_again_when_the_identity_goes(Store kind)
    {
        await using var wires = await TwoWires.Open(kind);
        var toy = new { protocol = "toy", id = TwoWires.Number, merchantPublicKey = TwoWires.PublicKeyOf(wires.Key) };
        await Refused(409, "the id is taken", () => wires.Sandbox.CreateApp("toy", TwoWires.Number, "another", toy.merchantPublicKey));
        var other = await wires.Sandbox.CreateApp("toy", "toy-78", "another", toy.merchantPublicKey, new { });
        await Refused(409, "identity on this wire already", () => wires.Sandbox.AddIdentity(TwoWires.Sysid, toy));
        await Refused(409, "number is taken",
            () => wires.Sandbox.AddIdentity(other.Id,
            new { protocol = "tsy2", id = TwoWires.Sysid, merchantPublicKey = wires.Tsy2.Key.PublicKey.Spki }));
        await Refused(409, "the first identity goes only with its app", () => wires.Sandbox.RemoveIdentity(TwoWires.Sysid, "tsy2"));
        await Refused(404, "no identity on this wire", () => wires.Sandbox.RemoveIdentity(other.Id, "tsy2"));

        await wires.Sandbox.RemoveIdentity(TwoWires.Sysid, "toy");
        Assert.Equal("who are you", await wires.Says("look", new { who = "alice" }));
        Assert.Single(await wires.Sandbox.Identities(TwoWires.Sysid));
        Assert.Equal(TwoWires.Number, (await wires.Sandbox.CreateApp("toy", TwoWires.Number, "another", toy.merchantPublicKey)).Id);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_app_of_another_wire_gets_a_door_for_通商云(Store kind)
    {
        await using var wires = await TwoWires.Open(kind);
        var merchant = wires.Tsy2.Key.PublicKey.Spki;
        await wires.Sandbox.CreateApp("toy", "toy-79", "玩具", TwoWires.PublicKeyOf(wires.Key));
        var made = await wires.Sandbox.AddIdentity("toy-79", new { protocol = "tsy2", id = "900000000079", merchantPublicKey = merchant });
        Assert.Equal(("900000000079", "tsy2"), (made.Id, made.Protocol));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", made.PlatformCertificate);
        var client = wires.ClientOf("900000000079", made);
        Assert.True((await client.Call("MemberService", "createMember", new { bizUserId = "bob", memberType = 3, source = 2 })).Ok);
        Assert.Equal("done", await wires.Says("look", new { who = "bob" }, "toy-79"));
        Assert.True((await client.Call("MerchantService", "queryReserveFundBalance", new { sysid = "900000000079" })).Ok);
        await Refused(409, "yst3 is not served; this server speaks accp, toy, tsy2, yst2",
            () => wires.Sandbox.AddIdentity("toy-79", new { protocol = "yst3", id = "1", merchantPublicKey = merchant }));
    }

    private static int Limit(SandboxApp identity) => identity.Settings.GetProperty("dailyOrderLimit").GetInt32();

    private static async Task Refused(int status, string says, Func<Task> call)
    {
        var problem = await Assert.ThrowsAsync<SandboxProblem>(call);
        Assert.True(problem.Status == status && problem.Message.Contains(says, StringComparison.Ordinal), problem.Message);
    }
}
