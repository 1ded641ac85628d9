namespace Tongbao.Simulators;

/// <summary>
/// 华通银行: keeps a sub-account for each account of a platform, and names it when asked, the same each time. It remembers nothing.
/// </summary>
public static class CustodyBank
{
    private const int Length = 19;

    public static string SubAccountOf(string app, string accountSet, string member) =>
        Invented.Digits(Length, "subaccount", app, accountSet, member);
}
