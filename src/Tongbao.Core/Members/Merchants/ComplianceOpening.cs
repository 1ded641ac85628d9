using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Merchants;

/// <summary>
/// 合规审核 opens: for a merchant that has its number once the acquiring agreement is signed, and again for each supplement.
/// </summary>
public static class ComplianceOpening
{
    /// <summary>Where reviews are automatic, the time at which one is passed.</summary>
    public static readonly WorkKind Due = new("review-compliance");

    public static string WorkIdOf(string merchantNo) => $"{Due.Name}:{merchantNo}";

    /// <summary>收单协议 was signed: the review of the payee's number opens, unless it did before.</summary>
    public static async ValueTask OpenCompliance(this Book book, BizUserId payee)
    {
        if (await book.OnboardedMerchant(payee) is { Compliance: ComplianceState.NotOpen } merchant) await book.ToReview(merchant);
    }

    /// <summary>It waits for an operator, or for the same time of the next working day where reviews are automatic.</summary>
    internal static async ValueTask ToReview(this Book book, Merchant merchant)
    {
        book.Merchants.Save(merchant with { Compliance = ComplianceState.Waiting });
        var operation = (await book.FindOperation(merchant.Review!.Request))!;
        if (book.SettingsOf(operation).ComplianceReview != "auto") return;
        var day = book.Environment.Calendar.NextWorkingDay(Days.DateOf(book.Now));
        book.Work.Save(Due.Item(WorkIdOf(merchant.No), merchant.No, Days.At(day, Days.TimeOf(book.Now))));
    }

    /// <summary>The settings of the wire that an operation came through.</summary>
    internal static Settings SettingsOf(this Book book, AccountOperation operation) =>
        book.App.SettingsOn(operation.Wire ?? book.App.First.Wire);
}
