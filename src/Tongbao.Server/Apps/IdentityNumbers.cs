using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Apps;

/// <summary>号码簿: whose a number is on a wire. It stands under no app, so that two apps that want it at once find out.</summary>
public sealed record IdentityNumber(string Wire, string No, AppId App)
{
    public static readonly RowKind<IdentityNumber> Rows = new("system", n => KeyOf(n.Wire, n.No));

    public static string KeyOf(string wire, string no) => $"identity:{wire}:{no}";
}

/// <summary>Takes a number for an app. Who has it already keeps it.</summary>
public sealed record TakeNumber(IdentityNumber Wanted) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var known = await book.Shelf.Find(SystemApp.Id, IdentityNumber.Rows, IdentityNumber.KeyOf(Wanted.Wire, Wanted.No));
        if (known is not null) return known.App == Wanted.App ? new Taken(IsNew: false) : Errors.MemberExists;
        book.Shelf.Put(SystemApp.Id, IdentityNumber.Rows, Wanted);
        return new Taken(IsNew: true);
    }

    public sealed record Taken(bool IsNew) : Reply;
}

/// <summary>Gives a number back that an app had.</summary>
public sealed record FreeNumber(IdentityNumber Had) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var known = await book.Shelf.Find(SystemApp.Id, IdentityNumber.Rows, IdentityNumber.KeyOf(Had.Wire, Had.No));
        if (known?.App == Had.App) book.Shelf.Remove(SystemApp.Id, IdentityNumber.Rows, known);
        return Done.It;
    }
}
