using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Agreements;

/// <summary>签约链接: each party of a request has one of its own.</summary>
public static class SigningLinks
{
    public const string Page = "signing";

    private const char Between = '-';

    /// <summary>The address of a party's page.</summary>
    public static string LinkOf(this Book book, OrderNo signing, SigningSide side) =>
        book.Environment.Part<IPageAddresses>().Of(Page, book.App.Id, $"{signing}{Between}{(int)side}");

    /// <summary>What an address is about; null where it is none of these.</summary>
    public static (OrderNo No, SigningSide Side)? Read(string subject) =>
        subject.Split(Between) is [{ Length: > 0 } no, "0" or "1"] ? (new OrderNo(no), (SigningSide)(subject[^1] - '0')) : null;
}
