using System.Text.Json;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Apps;

/// <summary>改设置: changes the settings that are named, based on their values inside this transaction.</summary>
/// <param name="Wire">The identity's wire; null for the app's first identity.</param>
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
        // With another number the money of the set could not be reached any more.
        if (before.CustomAccountSet is { } set && set != after.CustomAccountSet
            && !(await book.Ledger.Account(Chart.Platform(set))).Total.IsZero)
            return Refusal("customAccountSet stays while there is money in the set");
        // A position that is named is always set, even to the same amount: payouts may have reduced it since it was last set.
        if (SettingsJson.Names(Change, "reservePosition")) await ReservePosition.SetTo(book, after.ReservePosition);
        book.SaveApp(book.App.With(identity with { Settings = after }));
        return new Changed(book.App);
    }

    public static string OfTheApp(string setting) => $"{setting} is the app's, not an identity's: change it at the app";

    /// <summary>A refusal shown to an operator, not sent over a wire.</summary>
    private static Error Refusal(string why) => Errors.BadParameter.About(why);

    public sealed record Changed(App App) : Reply;
}
