using System.Text.Json;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Apps;

/// <summary>改设置: what is named changes, from the settings as they are when it does.</summary>
/// <param name="Wire">Of which identity; null: of the app's first.</param>
public sealed record ChangeSettings(JsonElement? Change, string? Wire = null) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (book.App.On(Wire ?? book.App.First.Wire) is not { } identity) return Errors.AppNotFound;
        var before = book.App.SettingsOn(identity.Wire);
        if (identity != book.App.First && Settings.OfTheApp.FirstOrDefault(name => SettingsJson.Names(Change, name)) is { } own)
            return Refusal(OfTheApp(own));
        var (after, wrong) = SettingsJson.Merge(before, Change, book.Environment.Part<IPayTables>(identity.Wire));
        if (wrong is not null) return Refusal(wrong);
        if (after.PlatformKeyBits != before.PlatformKeyBits) return Refusal("platformKeyBits stays: the key of the app was made with it");
        if (after.CustodyAccountSetNo != before.CustodyAccountSetNo)
            return Refusal("custodyAccountSetNo stays: it is set when the app is made");
        // Under another number the money of the set would be out of reach.
        if (before.CustomAccountSet is { } set && set != after.CustomAccountSet
            && !(await book.Ledger.Account(Chart.Platform(set))).Total.IsZero)
            return Refusal("customAccountSet stays while there is money in the set");
        // Named anew it is made so anew: payouts may have used it up since it was last set to the same.
        if (SettingsJson.Names(Change, "reservePosition")) await ReservePosition.SetTo(book, after.ReservePosition);
        book.SaveApp(book.App.With(identity with { Settings = after }));
        return new Changed(book.App);
    }

    public static string OfTheApp(string setting) => $"{setting} is the app's, not an identity's: change it at the app";

    /// <summary>For people at a desk, not for a wire.</summary>
    private static Error Refusal(string why) => Errors.BadParameter.About(why);

    public sealed record Changed(App App) : Reply;
}
