namespace Tongbao.Core.Members;

/// <summary>黑名单: on whose list a member is.</summary>
public enum Blacklist { Operator, RiskControl }

/// <summary>会员的状态, as an operator sets it. Lock and loss are those of its accounts, the others its own.</summary>
public enum Standing { Normal, Pause, Lock, Loss, Blacklist, Risk }

/// <summary>会员状态设置: by an operator, from whatever state to this one. Only who is open has such a state.</summary>
public sealed record PutInState(BizUserId Member, Standing To) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (UserStates.StateOf(member) is not (UserState.Normal or UserState.Paused)) return Errors.MemberNotAvailable;
        var changed = member with
        {
            Locked = To is Standing.Pause or Standing.Blacklist or Standing.Risk,
            Blacklist = To switch { Standing.Blacklist => Blacklist.Operator, Standing.Risk => Blacklist.RiskControl, _ => null },
            AccountBar = To switch { Standing.Lock => AccountBar.Locked, Standing.Loss => AccountBar.Lost, _ => null },
        };
        book.Members.Save(changed);
        return new ChangeState.Changed(Member, UserStates.StateOf(changed), UserStates.AccountStateOf(changed));
    }
}
