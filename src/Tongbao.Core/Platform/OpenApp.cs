namespace Tongbao.Core.Platform;

/// <summary>Creates an app, together with the money of its reserve position. The number of a removed app may be used again.</summary>
public sealed record OpenApp(App App) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.Find(App.Id, App.Rows, App.Id.Value) is not null) return Errors.MemberExists;
        book.SaveApp(App);
        // The ledger of a removed app stays, and so does the money on its reserve account. So the position is set, not added.
        await ReservePosition.SetTo(book, App.Settings.ReservePosition);
        return Done.It;
    }
}
