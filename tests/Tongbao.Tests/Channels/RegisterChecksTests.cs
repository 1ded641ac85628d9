using Tongbao.Core;
using Tongbao.Core.Members;
using Tongbao.Server;
using Tongbao.Server.Pages;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Security;
using Tongbao.Simulators;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Channels;

/// <summary>核验 of companies, persons, accounts and phones: by the list, by the test values, in order.</summary>
public sealed class RegisterChecksTests : IAsyncLifetime
{
    private const string Code = "91310000MA1FL0LU04", Company = "上海某某有限公司", Person = "王五", Card = "6222020200001234567";

    private static readonly IdNumber Id = new("110101199003070011"), Other = new("110101199003070038");
    private static readonly Phone Own = new("13800000001");

    private Bank bank = null!;
    private SandboxRegistry registry = null!;
    private SimulatedChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        bank = await Bank.Open(Store.Sqlite);
        var vault = new Vault(new byte[32]);
        registry = new SandboxRegistry(bank.Rows, bank.Teller, vault, new ServerOptions());
        channel = new SimulatedChannel(new ChannelSimulator(new SimulatorMemory(bank.Rows, bank.Teller, new ServerOptions())),
            new CardSimulator(registry), new PersonRegister(registry), new CompanyRegister(registry), new SimulatedRegisters(new RegisterSimulator(registry)),
            bank.Teller, new PageLinks(vault, new PublicUrl(new ServerOptions())), bank.Clock);
    }

    public ValueTask DisposeAsync() => bank.DisposeAsync();

    [Fact]
    public async Task What_is_not_listed_passes_but_for_the_test_values()
    {
        await Passes(new CompanyCheck(Code, Company, Person), new PersonCheck(Person, Id), new AccountCheck(new BankCardNo(Card), Person, Id, Own),
            new PhoneCheck(Own, Person, Id));
        await Fails(Errors.CompanyRefused, new CompanyCheck(Code, "上海工商不符公司", Person));
        await Fails(Errors.RealNameRefused, new PersonCheck("实名不符", Id));
        await Fails(Errors.CardBindingFailed, new AccountCheck(new BankCardNo("6222020200000000"), Person, Id, Own));
        await Fails(Errors.PhoneOfSomebodyElse, new PhoneCheck(new Phone("17000001234"), Person, Id));
    }

    [Fact]
    public async Task What_is_listed_agrees_in_every_element_that_a_check_names()
    {
        await GivenListed();
        await Passes(new CompanyCheck(Code, Company, Person), new PersonCheck(Person, Id, CreditCode: Code),
            new AccountCheck(new BankCardNo(Card), Person, Id, Own), new AccountCheck(new BankCardNo(Card), Person, null, null));
        await Fails(Errors.CompanyRefused, new CompanyCheck(Code, "上海另一公司", Person));
        await Fails(Errors.CompanyRefused, new CompanyCheck(Code, Company, "李四"));
        await Fails(Errors.RealNameRefused, new PersonCheck("李四", Id));
        await Fails(Errors.RealNameRefused, new PersonCheck(Person, Other, CreditCode: Code));
        await Fails(Errors.RealNameRefused, new PersonCheck(Person, Id, IsIdCard: false));
        await Fails(Errors.CardBindingFailed, new AccountCheck(new BankCardNo(Card), "李四", Id, Own));
        await Fails(Errors.CardBindingFailed, new AccountCheck(new BankCardNo(Card), Person, Other, Own));
        await Fails(Errors.CardBindingFailed, new AccountCheck(new BankCardNo(Card), Person, Id, new Phone("13800000002")));
    }

    [Fact]
    public async Task Checks_are_made_in_order_until_one_fails()
    {
        var said = await channel.CheckRegisters([new CompanyCheck(Code, Company, Person), new PersonCheck("实名不符", Id),
            new AccountCheck(new BankCardNo("6222020200000000"), Person, Id, Own)], TestContext.Current.CancellationToken);
        Assert.IsType<PersonCheck>(said.Failed);
    }

    [Fact]
    public async Task Binding_a_listed_card_needs_its_holder_and_credit_is_what_is_listed()
    {
        await GivenListed();
        Assert.Equal((true, true), await Bound(Person, Own));
        Assert.Equal((false, true), await Bound("李四", Own));
        Assert.Equal((false, true), await Bound(Person, new Phone("13800000002")));
    }

    private async Task<(bool?, bool)> Bound(string name, Phone phone)
    {
        var answer = await channel.CheckCard(new CardAsk(default, new CardBinding("1", bank.Clock.GetUtcNow(), 8, new BankCardNo(Card), name, Id,
            phone, false, null, "", "", CardType.Debit)), default);
        return (answer.Ok, answer.IsCredit);
    }

    private Task GivenListed() => registry.Replace(
    [
        new RegistryRow(registry.KeyOfCompany(Code), Company) { CreditCode = Code, LegalName = Person, IdNo = Id },
        new RegistryRow(registry.KeyOfPerson(Id.Clear), Person) { IdNo = Id },
        new RegistryRow(registry.KeyOfCard(Card), Person) { Card = new BankCardNo(Card), IdNo = Id, Phone = Own, IsCredit = true },
    ]);

    private async Task Passes(params RegisterCheck[] checks) => Assert.Null((await channel.CheckRegisters(checks, default)).Refusal);

    private async Task Fails(Error refusal, RegisterCheck check) =>
        Assert.Equal(refusal, (await channel.CheckRegisters([check], default)).Refusal);
}
