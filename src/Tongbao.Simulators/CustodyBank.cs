namespace Tongbao.Simulators;

/// <summary>
/// 华通银行: has a sub-account for each account of a platform. The same account always gets the same number, so nothing is stored.
/// </summary>
public static class CustodyBank
{
    private const int Length = 19;

    public static string SubAccountOf(string app, string accountSet, string member) =>
        Invented.Digits(Length, "subaccount", app, accountSet, member);
}
