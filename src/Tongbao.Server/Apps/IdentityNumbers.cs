using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Apps;

/// <summary>
/// 号码簿: which app a number on a wire belongs to. The row belongs to no app, so that two apps that want the same number at the same time
/// collide.
/// </summary>
public sealed record IdentityNumber(string Wire, string No, AppId App)
{
    public static readonly RowKind<IdentityNumber> Rows = new("system", n => KeyOf(n.Wire, n.No));

    public static string KeyOf(string wire, string no) => $"identity:{wire}:{no}";
}

/// <summary>Reserves a number for an app. If it is already reserved, it stays with its owner.</summary>
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

/// <summary>Releases a number of an app.</summary>
public sealed record FreeNumber(IdentityNumber Had) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var known = await book.Shelf.Find(SystemApp.Id, IdentityNumber.Rows, IdentityNumber.KeyOf(Had.Wire, Had.No));
        if (known?.App == Had.App) book.Shelf.Remove(SystemApp.Id, IdentityNumber.Rows, known);
        return Done.It;
    }
}
