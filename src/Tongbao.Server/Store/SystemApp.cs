using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>The pseudo app for rows that belong to no app: the clock, jobs, scenarios.</summary>
public static class SystemApp
{
    public static readonly AppId Id = new("");
    public static readonly App Row =
        new(Id, "system", [new Identity("", "", "", [], new Secret(""), new Settings())], "", DateTimeOffset.UnixEpoch);
}
