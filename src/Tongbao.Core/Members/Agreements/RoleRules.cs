using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Agreements;

/// <summary>行业版角色管控: which splitters need an agreement with which payees, by their roles.</summary>
public static class RoleRules
{
    /// <summary>
    /// Whether a splitter may get shares of a payee's orders only with a signed agreement. All do, but those whose roles a rule excuses; a
    /// member may have several roles, and a rule that asks for an agreement counts more than one that does not.
    /// </summary>
    public static bool NeedsSplitAgreement(this Settings settings, Member payee, Member splitter)
    {
        var own = settings.RoleRules.Where(r => payee.Roles.Any(role => role.ToString() == r.Payee)
            && splitter.Roles.Any(role => role.ToString() == r.Splitter)).ToList();
        return own.Count == 0 || own.Any(r => r.Agreement);
    }
}
