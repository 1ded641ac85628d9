using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>页面: what a payer's browser carries from our pages back to the merchant, in a wire's own words.</summary>
public interface IWirePages
{
    string Wire { get; }

    /// <summary>Null where no link of a merchant's opens a page.</summary>
    ISignedLinks? Links { get; }

    /// <summary>What is told of an order as it stands; null: nothing.</summary>
    NoticeFacts? Told(Book book, Order order);

    /// <param name="url">Where the order says that its payer comes back to.</param>
    PageReturn OfOrder(AppKeys keys, string url, NoticeFacts told, DateTimeOffset at);
}

/// <summary>签名链接: pages that a merchant's signed link opens, and what goes back from them.</summary>
public interface ISignedLinks
{
    IReadOnlyList<LinkedPage> Pages { get; }

    /// <summary>Reads a link: signature, time, and fields by the table of the page. Whether it came before is asked later.</summary>
    /// <param name="request">What its fields are read into; null where no page stands behind the table.</param>
    Task<LinkRead> Read(HttpContext http, ApiTable page, Type? request);

    /// <summary>The page has done its work.</summary>
    PageReturn Done(AppKeys keys, ApiTable page, string url, object facts, DateTimeOffset at);

    PageReturn Refused(AppKeys keys, ApiTable page, string url, Error error, DateTimeOffset at);
}

/// <summary>A page that links open, at which paths, and how large a link may be that comes as a form.</summary>
public sealed record LinkedPage(ApiTable Table, IReadOnlyList<string> Paths, long MaxBody);

/// <summary>What is wrong with a link before its fields are looked at.</summary>
public enum LinkFault { Malformed, UnknownApp, Forged, Stale }

/// <summary>A link that was read.</summary>
public abstract record LinkRead
{
    private LinkRead() { }

    /// <param name="Param">What the page is asked to do: JSON, by its table.</param>
    /// <param name="Link">What is kept of it beside what the page makes; a link that comes again is known by it.</param>
    public sealed record Good(AppKeys Keys, string Param, RawRequest Link) : LinkRead;

    /// <summary>Its fields are not what the table asks for.</summary>
    public sealed record Unfit(AppKeys Keys, Refusal Refusal) : LinkRead;

    public sealed record Faulty(LinkFault Fault) : LinkRead;
}

/// <summary>
/// 页面返回: what a browser carries to the merchant: signed fields, in the query of the address that it is led to, or in a form that it posts
/// there. The address is always one that the merchant named in a signed request; nothing that a browser sent decides where it goes.
/// </summary>
public sealed record PageReturn(string Url, IReadOnlyList<KeyValuePair<string, string>> Fields, bool ByPost)
{
    /// <summary>The whole address; of a form, where it is posted.</summary>
    public string Address => ByPost ? Url
        : $"{Open(Url)}{string.Join('&', Fields.Select(f => $"{f.Key}={FormText.Encode(f.Value)}"))}";

    private static string Open(string url) => url + (!url.Contains('?') ? "?" : url[^1] is '?' or '&' ? "" : "&");
}
