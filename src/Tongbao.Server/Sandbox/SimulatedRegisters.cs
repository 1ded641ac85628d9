using Tongbao.Core.Members;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>核验: asks the simulated registers what Core asks, in order until one check fails.</summary>
public sealed class SimulatedRegisters(RegisterSimulator registers)
{
    public async Task<RegistersSaid> Answer(IReadOnlyList<RegisterCheck> checks)
    {
        AccountFound? account = null;
        foreach (var check in checks)
        {
            var ok = check switch
            {
                CompanyCheck c => await registers.IsCompany(c.CreditCode, c.Name, c.LegalName),
                PersonCheck c => await registers.IsPerson(c.Name, c.IdNumber.Clear, c.IsIdCard, c.CreditCode),
                AccountCheck c => await IsAccount(c),
                MerchantCheck => true,
                PhoneCheck c => await registers.IsPhoneOf(c.Phone.Clear, c.Name, c.IdNumber.Clear),
                _ => throw new InvalidOperationException($"no register answers {check.GetType().Name}"),
            };
            if (!ok) return new RegistersSaid(false, check) { IsOfAnother = check is AccountCheck && account!.IsOfAnother };
        }
        return new RegistersSaid(true, IsCredit: account is { IsCredit: true });

        async ValueTask<bool> IsAccount(AccountCheck c)
        {
            account = await registers.FindAccount(c.Card.Clear, c.Name, c.IdNumber?.Clear, c.Phone?.Clear, c.IsIdCard);
            return account.Ok;
        }
    }
}
