using static Tongbao.Core.Members.Agreements.AgreementEvent;
using static Tongbao.Core.Members.Agreements.AgreementState;

namespace Tongbao.Core.Members.Agreements;

/// <summary>What can happen to an agreement.</summary>
public enum AgreementEvent
{
    /// <summary>One party has signed; another has not yet.</summary>
    OneSigns,

    /// <summary>The last party that was missing has signed.</summary>
    AllSigned,

    /// <summary>A party refuses, the link ends, the face check fails for good, or an operator refuses the paper.</summary>
    Fail,

    /// <summary>A newer request asks for the same agreement.</summary>
    Yield,

    /// <summary>A newer agreement between the same parties took force.</summary>
    Renew,
}

/// <summary>协议状态机: the whole life of an agreement. What is not listed cannot happen.</summary>
public static class AgreementStates
{
    private static readonly IReadOnlyList<(AgreementState From, AgreementEvent On, AgreementState To)> Rows =
    [
        (Unsigned, OneSigns, AgreementState.Signing),
        (Unsigned, AllSigned, Signed),
        (AgreementState.Signing, AllSigned, Signed),
        (Unsigned, Fail, Failed),
        (AgreementState.Signing, Fail, Failed),
        (Unsigned, Yield, Failed),
        (AgreementState.Signing, Yield, Failed),
        (Signed, Renew, Superseded),
    ];

    /// <summary>The agreement after an event.</summary>
    public static Agreement After(this Agreement agreement, AgreementEvent on)
    {
        foreach (var row in Rows)
        {
            if (row.From == agreement.State && row.On == on) return agreement with { State = row.To };
        }
        throw new InvalidOperationException($"agreement {agreement.No} is {agreement.State}: {on} cannot happen to it");
    }
}
