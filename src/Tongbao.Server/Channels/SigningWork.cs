using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Channels;

/// <summary>签约待办: links that were not used in time end.</summary>
public static class SigningWork
{
    public static IServiceCollection AddSigningWork(this IServiceCollection services) => services.AddSingleton(s =>
    {
        var teller = s.GetRequiredService<Teller>();
        return new MoneyWork(SigningResults.Expiry,
            async (app, item) => (await teller.Run(app, new ExpireSigning(new OrderNo(item.Subject)))).Result);
    });
}
