using Tongbao.Core.Members.Merchants;

namespace Tongbao.Core.Members.Yst2;

/// <summary>要补充的基本信息: the basic data that a supplement may hand in.</summary>
public sealed record SupplementBasics(string? Name, string? ShortName, MerchantNature? Nature, string? ServicePhone, string? Mcc,
    string? CompanyName, string? CreditCode, DateOnly? LicenceExpires, string? LegalName, string? LegalIdType, IdNumber? LegalIdNumber,
    DateOnly? LegalIdBegins, DateOnly? LegalIdExpires, string? Address, string? ContactName, string? ContactPhone, string? RegisterFund,
    string? StaffTotal, string? OperateLimit, string? Inspect, string? BusinessContactName, string? BusinessContactPhone,
    string? BusinessDetail, string? BusinessPlace, string? BusinessAddress, string? AreaCode, string? IcpInfo, string? AppScenario,
    Phone? PersonPhone, string? ExpandUser, string? ClearTimeRule);

/// <summary>
/// 补录项: what a review may refuse and a supplement hand in again, by the names of the application's fields. Three have a name of their
/// own in the supplement.
/// </summary>
public static class SupplementItems
{
    private static readonly IReadOnlyDictionary<string, Func<SupplyCompliance, object?>> All =
        new Dictionary<string, Func<SupplyCompliance, object?>>
        {
            ["cusName"] = s => s.Basics?.Name,
            ["cusSimName"] = s => s.Basics?.ShortName ?? s.ShortName,
            ["comProperty"] = s => s.Basics?.Nature,
            ["servicePhone"] = s => s.Basics?.ServicePhone,
            ["mcc"] = s => s.Basics?.Mcc,
            ["corpBusName"] = s => s.Basics?.CompanyName,
            ["creditCode"] = s => s.Basics?.CreditCode,
            ["creditCodeExpire"] = s => s.Basics?.LicenceExpires,
            ["legalName"] = s => s.Basics?.LegalName,
            ["legalIdType"] = s => s.Basics?.LegalIdType,
            ["legalIdNo"] = s => s.Basics?.LegalIdNumber,
            ["legalIdStartdate"] = s => s.Basics?.LegalIdBegins,
            ["legalIdExpire"] = s => s.Basics?.LegalIdExpires,
            ["address"] = s => s.Basics?.Address,
            ["contactPerson"] = s => s.Basics?.ContactName,
            ["contactPhone"] = s => s.Basics?.ContactPhone,
            ["registerFund"] = s => s.Basics?.RegisterFund,
            ["staffTotal"] = s => s.Basics?.StaffTotal,
            ["operateLimit"] = s => s.Basics?.OperateLimit,
            ["inspect"] = s => s.Basics?.Inspect,
            ["busConactPerson"] = s => s.Basics?.BusinessContactName,
            ["busConactTel"] = s => s.Basics?.BusinessContactPhone,
            ["busDetail"] = s => s.Basics?.BusinessDetail,
            ["businessPlace"] = s => s.Basics?.BusinessPlace,
            ["busAddress"] = s => s.Basics?.BusinessAddress,
            ["districtCode"] = s => s.Basics?.AreaCode,
            ["icpInfo"] = s => s.Basics?.IcpInfo,
            ["appScenario"] = s => s.Basics?.AppScenario,
            ["personTel"] = s => s.Basics?.PersonPhone,
            ["expandUser"] = s => s.Basics?.ExpandUser,
            ["clearTimeRule"] = s => s.Basics?.ClearTimeRule,
            ["unifiedSocialCreditPhoto"] = s => s.Photos?.Licence,
            ["legalFacePhoto"] = s => s.Photos?.LegalPortrait,
            ["legalNationalEmblemPhoto"] = s => s.Photos?.LegalEmblem,
            ["settleAcctPhoto"] = s => s.Photos?.AccountPhoto,
            ["businessDoorHeadPhoto"] = s => s.Photos?.StoreFront ?? s.StoreFront,
            ["businessInteriorPhoto"] = s => s.Photos?.Interior ?? s.Interior,
            ["personHeadPic"] = s => s.Photos?.Portrait,
        };

    /// <summary>The supplement's own names of fields.</summary>
    private static readonly IReadOnlyDictionary<string, string> OtherNames = new Dictionary<string, string>
    {
        ["cusShortName"] = "cusSimName", ["storePic"] = "businessDoorHeadPhoto", ["innerPic"] = "businessInteriorPhoto",
    };

    public static bool Knows(string item) => All.ContainsKey(NameOf(item));

    /// <summary>The first refused item that the request does not hand in; null where it hands in all.</summary>
    public static string? MissingIn(SupplyCompliance supplement, IReadOnlyList<RejectItem> refused) =>
        refused.Select(r => r.Item).FirstOrDefault(item => All[NameOf(item)](supplement) is null);

    private static string NameOf(string item) => OtherNames.GetValueOrDefault(item, item);
}
