using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>页面: what the browser brings from our pages back to the merchant, in the form of a wire.</summary>
public interface IWirePages
{
    string Wire { get; }

    /// <summary>Null if merchants cannot open pages by a link.</summary>
    ISignedLinks? Links { get; }

    /// <summary>The facts of an order that are sent back in its present state; null: nothing is sent back.</summary>
    NoticeFacts? Told(Book book, Order order);

    /// <param name="url">The return address that the order names.</param>
    PageReturn OfOrder(AppKeys keys, string url, NoticeFacts told, DateTimeOffset at);
}

/// <summary>签名链接: pages that a merchant's signed link opens, and what is sent back when they are done.</summary>
public interface ISignedLinks
{
    IReadOnlyList<LinkedPage> Pages { get; }

    /// <summary>Checks a link: signature, time, and fields by the page's table. The caller checks whether it was used before.</summary>
    /// <param name="request">The type that its fields are read into; null if no page implements the table.</param>
    Task<LinkRead> Read(HttpContext http, ApiTable page, Type? request);

    /// <summary>The result of a page that was completed.</summary>
    PageReturn Done(AppKeys keys, ApiTable page, string url, object facts, DateTimeOffset at);

    PageReturn Refused(AppKeys keys, ApiTable page, string url, Error error, DateTimeOffset at);
}

/// <summary>A page that links open, the paths of such links, and the size limit of a link that is sent as a form.</summary>
public sealed record LinkedPage(ApiTable Table, IReadOnlyList<string> Paths, long MaxBody);

/// <summary>What is wrong with a link before its fields are looked at.</summary>
public enum LinkFault { Malformed, UnknownApp, Forged, Stale }

/// <summary>A link that was read.</summary>
public abstract record LinkRead
{
    private LinkRead() { }

    /// <param name="Param">The request to the page: JSON, by its table.</param>
    /// <param name="Link">What is stored of the link. A link that is used again is recognized by its fingerprint.</param>
    public sealed record Good(AppKeys Keys, string Param, RawRequest Link) : LinkRead;

    /// <summary>Its fields do not satisfy the table.</summary>
    public sealed record Unfit(AppKeys Keys, Refusal Refusal) : LinkRead;

    public sealed record Faulty(LinkFault Fault) : LinkRead;
}

/// <summary>
/// 页面返回: signed fields that the browser brings to the merchant, in the query of a redirect or in a form that it posts. The address always
/// comes from a signed request of the merchant, never from something that the browser sent.
/// </summary>
public sealed record PageReturn(string Url, IReadOnlyList<KeyValuePair<string, string>> Fields, bool ByPost)
{
    /// <summary>The address with its query; of a form, the address that it is posted to.</summary>
    public string Address => ByPost ? Url
        : $"{Open(Url)}{string.Join('&', Fields.Select(f => $"{f.Key}={FormText.Encode(f.Value)}"))}";

    private static string Open(string url) => url + (!url.Contains('?') ? "?" : url[^1] is '?' or '&' ? "" : "&");
}
