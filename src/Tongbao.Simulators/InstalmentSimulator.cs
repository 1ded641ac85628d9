namespace Tongbao.Simulators;

/// <summary>小通分期 (通商云 5.2): divides an amount into instalments, and checks the card data that the payer typed.</summary>
public static class InstalmentSimulator
{
    internal const string OverLimit = "超过卡片可用额度";

    /// <summary>Equal parts in whole fen. The remainder is added to the first.</summary>
    public static IReadOnlyList<long> Parts(long amount, int count)
    {
        var each = amount / count;
        return [.. Enumerable.Range(0, count).Select(i => i == 0 ? amount - (each * (count - 1)) : each)];
    }

    /// <summary>Why the card is refused; null if it is accepted. A card that is not a test card has no holder to compare with.</summary>
    /// <param name="expiry">MMyy.</param>
    public static string? Refusal(string? cardNo, long amount, string expiry, string cvv2)
    {
        if (TestCards.Find(cardNo) is not { } card) return null;
        if (card.Expiry is not null && card.Expiry != expiry) return "有效期不一致";
        if (card.Cvv2 is not null && card.Cvv2 != cvv2) return "CVV2 不一致";
        return amount > card.Limit ? OverLimit : null;
    }
}
