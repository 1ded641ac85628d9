namespace Tongbao.Core.Platform;

/// <summary>
/// An app is made together with the money that its reserve position says. The number of one that was removed may be given again.
/// </summary>
public sealed record OpenApp(App App) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Shelf.Find(App.Id, App.Rows, App.Id.Value) is not null) return Errors.MemberExists;
        book.SaveApp(App);
        // A removed app leaves its books, and with them what stood at its reserve.
        await ReservePosition.SetTo(book, App.Settings.ReservePosition);
        return Done.It;
    }
}
