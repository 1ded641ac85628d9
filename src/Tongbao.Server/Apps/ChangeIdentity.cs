using Tongbao.Core.Platform;

namespace Tongbao.Server.Apps;

/// <summary>加身份: makes the app reachable through one more wire.</summary>
public sealed record AddIdentity(Identity Identity) : Command
{
    public override ValueTask<Result> Run(Book book)
    {
        if (book.App.On(Identity.Wire) is not null) return new(Errors.MemberExists);
        book.SaveApp(book.App.With(Identity));
        return new(Done.It);
    }
}

/// <summary>换钥: adds a new key of the merchant. The old key stays valid until it is dropped.</summary>
public sealed record RotateKey(string Wire, string Key, bool DropOld) : Command
{
    public override ValueTask<Result> Run(Book book)
    {
        if (book.App.On(Wire) is not { } identity) return new(Errors.AppNotFound);
        book.SaveApp(book.App.With(identity.WithKey(Key, DropOld)));
        return new(Done.It);
    }
}

/// <summary>
/// 删身份: the app can no longer be reached through this wire. What was made through it stays and can be seen through the other wires.
/// </summary>
public sealed record RemoveIdentity(string Wire) : Command
{
    public override ValueTask<Result> Run(Book book)
    {
        if (book.App.On(Wire) is not { } identity) return new(Errors.AppNotFound);
        if (identity == book.App.First) return new(Errors.TradeRule);
        book.SaveApp(book.App with { Identities = [.. book.App.Identities.Where(i => i != identity)] });
        return new(new Removed(identity));
    }

    public sealed record Removed(Identity Identity) : Reply;
}
