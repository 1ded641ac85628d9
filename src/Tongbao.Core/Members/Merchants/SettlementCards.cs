namespace Tongbao.Core.Members.Merchants;

/// <summary>结算账户: where a merchant withdraws to.</summary>
public static class SettlementCards
{
    /// <summary>That of the newest onboarding; null of a member that was not onboarded here.</summary>
    public static async ValueTask<BankCardNo?> SettlementCardOf(this Book book, BizUserId member) =>
        (await book.MerchantsOf(member)).LastOrDefault(m => m.SettlementCard is not null)?.SettlementCard;
}
