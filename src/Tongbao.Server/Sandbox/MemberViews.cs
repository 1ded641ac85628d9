using System.ComponentModel.DataAnnotations;
using Tongbao.Server.Sandbox.Lists;

namespace Tongbao.Server.Sandbox;

/// <summary>会员状态: the state from now on, or what is done. One of the two.</summary>
public sealed record MemberStateChange(
    [property: AllowedValues("NORMAL", "PAUSE", "LOCK", "LOSS", "BLACKLIST", "RISK")] string? State = null,
    [property: AllowedValues("pause", "resume", "lock", "unlock", "reportLost", "restore")] string? Change = null);

public sealed record MemberStateView([property: OneOf(typeof(Core.Members.UserState))] string UserState,
    [property: OneOf(typeof(Core.Members.AccountState))] string AccountState);
