namespace Tongbao.Core.Members;

/// <summary>账户限制: what an operator put upon the account of a member.</summary>
public enum AccountBar { Locked, Lost }

/// <summary>What an operator does to a member: pauses the user, locks the account, or notes that it was reported lost; and back.</summary>
public enum StateChange { Pause, Resume, Lock, Unlock, ReportLost, Restore }

/// <summary>用户状态变更: by an operator. A change that its state does not allow is refused.</summary>
public sealed record ChangeState(BizUserId Member, StateChange Change) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (After(member) is not { } changed) return Errors.MemberNotAvailable;
        book.Members.Save(changed);
        return new Changed(Member, UserStates.StateOf(changed), UserStates.AccountStateOf(changed));
    }

    private Member? After(Member member) => (Change, UserStates.StateOf(member), UserStates.AccountStateOf(member)) switch
    {
        (StateChange.Pause, UserState.Normal, _) => member with { Locked = true },
        (StateChange.Resume, UserState.Paused, _) when member.Blacklist is null => member with { Locked = false },
        (StateChange.Lock, _, AccountState.Normal) => member with { AccountBar = AccountBar.Locked },
        (StateChange.ReportLost, _, AccountState.Normal) => member with { AccountBar = AccountBar.Lost },
        (StateChange.Unlock, _, AccountState.Locked) or (StateChange.Restore, _, AccountState.Lost) => member with { AccountBar = null },
        _ => null,
    };

    public sealed record Changed(BizUserId Member, UserState User, AccountState Account) : Reply;
}
