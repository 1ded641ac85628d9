namespace Tongbao.Core.Members;

/// <summary>用户状态: how far a user is, whichever wire opened it.</summary>
public enum UserState { Pending, Reviewing, ProofPending, Normal, Paused, Closed }

/// <summary>账户状态.</summary>
public enum AccountState { Pending, Normal, Locked, Lost, Closed }

/// <summary>What wires say of a member's state, out of what the member is.</summary>
public static class UserStates
{
    /// <summary>A verified person and an approved company are open, also those that never applied.</summary>
    public static UserState StateOf(Member member)
    {
        if (member.ClosedAt is not null) return UserState.Closed;
        if (member.CheckVerified() is null) return member.Locked ? UserState.Paused : UserState.Normal;
        return member.Opening?.State switch
        {
            OpeningState.AtBank or OpeningState.Reviewing => UserState.Reviewing,
            OpeningState.ProofPending => UserState.ProofPending,
            null when member.Company is { Review: ReviewState.Waiting, Papers: null or { State: PapersState.Reviewing } } =>
                UserState.Reviewing,
            _ => UserState.Pending,
        };
    }

    public static AccountState AccountStateOf(Member member) => StateOf(member) switch
    {
        UserState.Closed => AccountState.Closed,
        UserState.Normal or UserState.Paused => member.AccountBar switch
        {
            AccountBar.Locked => AccountState.Locked,
            AccountBar.Lost => AccountState.Lost,
            _ => AccountState.Normal,
        },
        _ => AccountState.Pending,
    };

    /// <summary>Only who is open, and whose account is neither locked nor lost, asks for something. What channels pay is booked all the
    /// same.</summary>
    /// <param name="property">By which the request named the member.</param>
    public static Error? CheckNormal(this Member member, string property = "Member")
    {
        if (StateOf(member) != UserState.Normal) return Errors.MemberNotAvailable.On(property, member.Id.Value);
        return member.AccountBar is null ? null : Errors.AccountNotAvailable.On(property, member.Id.Value);
    }
}
