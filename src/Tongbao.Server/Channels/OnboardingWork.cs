using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Members.Yst2;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Channels;

/// <summary>进件待办: registers that gave no answer are asked again; automatic reviews pass when they are due.</summary>
public static class OnboardingWork
{
    public static IServiceCollection AddOnboardingWork(this IServiceCollection services) => services
        .AddSingleton(s => Check(s.GetRequiredService<Asker>())).AddSingleton(s => Review(s.GetRequiredService<Teller>()));

    private static MoneyWork Check(Asker asker) =>
        new(OnboardingChecks.Checking, (app, item) => asker.Run(app, new CheckOnboarding(new BizOrderNo(item.Subject))));

    private static MoneyWork Review(Teller teller) =>
        new(ComplianceOpening.Due, async (app, item) => (await teller.Run(app, new PassCompliance(item.Subject))).Result);
}
