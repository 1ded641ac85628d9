using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Apps;

/// <summary>Settings as JSON: every one with its value; a change names some, and an unknown name or a wrong value is refused.</summary>
public static class SettingsJson
{
    private static readonly JsonSerializerOptions Options = new(RowJson.Clear()) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never };

    /// <summary>The rate is a percentage for people, parts of a million inside.</summary>
    private const string Rate = "channelFeeRate", RateInside = "channelFeeRatePpm";

    public static JsonElement Show(Settings settings)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(settings, Options)!;
        json.Remove(RateInside);
        json[Rate] = settings.ChannelFeeRatePpm / 1_000_000m;
        return JsonSerializer.SerializeToElement(json);
    }

    public static (Settings Settings, string? Wrong) Merge(Settings before, JsonElement? change)
    {
        if (change is not { ValueKind: JsonValueKind.Object } given) return change is null or { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } ? (before, null) : (before, "settings is an object");
        var json = (JsonObject)JsonSerializer.SerializeToNode(before, Options)!;
        foreach (var member in given.EnumerateObject())
        {
            if (member.Name == Rate)
            {
                if (member.Value.ValueKind != JsonValueKind.Number || !member.Value.TryGetDecimal(out var rate) || rate is < 0 or > 1) return (before, $"{Rate} is a part of one, such as 0.006");
                json[RateInside] = (int)(rate * 1_000_000m);
            }
            else if (!json.ContainsKey(member.Name)) return (before, $"no such setting: {member.Name}");
            else json[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }
        try
        {
            var settings = json.Deserialize<Settings>(Options)!;
            return Check(settings) is { } wrong ? (before, wrong) : (settings, null);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or FormatException)
        {
            return (before, "a setting has the wrong type");
        }
    }

    private static string? Check(Settings s)
    {
        if (new[] { s.PayMethods, s.WithdrawTypes, s.CrossBorderMembers }.Any(l => l is null || l.Contains(null!))) return "a list setting must not be null, nor hold one";
        if (s.WithdrawalWindow is null || s.T1Time is null || s.SettleAt is null || s.ClearTimeRule is null) return "a time must not be null";
        if (s.DailyOrderLimit < 0 || s.CardsPerPerson < 0 || s.ReservePollMinutes < 1) return "numbers of settings must not be negative";
        if (s.ReservePosition.IsNegative || s.SingleOrderLimit.IsNegative || s.DailyAmountLimit.IsNegative || s.ServiceFee.IsNegative) return "amounts of settings must not be negative";
        if (s.PlatformKeyBits is not (1024 or 2048 or 3072 or 4096)) return "platformKeyBits is 1024, 2048, 3072 or 4096";
        if (s.CompanyReview is not ("manual" or "auto")) return "companyReview is manual or auto";
        if (s.FundInMode is not ("A" or "B" or "C")) return "fundInMode is A, B or C";
        if (s.CustomAccountSet is { } own && (!Regex.IsMatch(own, "^[0-9]{1,20}\\z") || own == AppDesk.FirstCustodySet || Chart.FindStandard(own) is not null))
            return "customAccountSet is a number of digits that is no other set's";
        return IsTime(s.T1Time) && IsTime(s.SettleAt) && s.WithdrawalWindow.Split('-') is [var from, var until] && IsTime(from) && IsTime(until) ? null : "times are HH:mm, a window HH:mm-HH:mm";
    }

    private static bool IsTime(string text) => Regex.IsMatch(text.Trim(), "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$");
}
