namespace Tongbao.Core.Members;

/// <summary>账户类通知: the events of operations on members, by the names of their tables.</summary>
public static class AccountNotices
{
    public const string PersonOpened = "notify-openacct-individual", CompanyOpened = "notify-openacct-enterprise",
        CardBound = "notify-bindcard", CardUnbound = "notify-unlinkedacct", CompanyCardChanged = "notify-changecard",
        PhoneChanged = "notify-change-regphone", CardPhoneChanged = "notify-change-linkedphone", Closed = "notify-cancel";

    public static readonly IReadOnlyList<string> All =
        [PersonOpened, CompanyOpened, CardBound, CardUnbound, CompanyCardChanged, PhoneChanged, CardPhoneChanged, Closed];
}
