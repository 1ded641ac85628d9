using System.Text.Json;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>A kept request, read again.</summary>
public sealed record ReadAgain(Tsy2Method Method, Command Command, string Digest);

/// <summary>请求内容 of 通商云: the fields of param, by the table of the method.</summary>
public sealed class Tsy2Content(Tsy2Methods methods, [FromKeyedServices(Tsy2Wire.Wire)] Tables catalog, Vault vault) : IWireContent
{
    private readonly FieldReader _reader = new(catalog, ofKept: true);

    public string Wire => Tsy2Wire.Wire;

    /// <summary>Where the content of a request is written; null where nobody asks whether it came before.</summary>
    public static RequestContent? Of(Tsy2Method method) =>
        method.Serial ? new RequestContent(Tsy2Wire.Wire, $"{method.Service}/{method.Method}") : null;

    public string? DigestOf(AppKeys keys, KeptRequest kept) => Read(keys, Parts(kept).Req)?.Digest;

    /// <summary>What was signed, in its two parts; of what came by a page the second is empty.</summary>
    public static (string Req, string Timestamp) Parts(KeptRequest kept) =>
        kept.Text.Clear is var text && text.LastIndexOf('\n') is > 0 and var cut ? (text[..cut], text[(cut + 1)..]) : (text, "");

    /// <summary>Null where it has no serial, or cannot be read any more.</summary>
    /// <param name="req">As kept.</param>
    public ReadAgain? Read(AppKeys keys, string req)
    {
        using var document = JsonDocument.Parse(req);
        var root = document.RootElement;
        // What came by a page has neither service nor method.
        if (!root.TryGetProperty("service", out var service) || !root.TryGetProperty("method", out var name)
            || !root.TryGetProperty("param", out var param)) return null;
        if (methods.Find(service.GetString()!, name.GetString()!) is not { Command: { } useCase } method || Of(method) is not { } content)
            return null;
        var (command, wrong) = _reader.Bind(method.Table.Section("request"), param, useCase, keys, content);
        return wrong is null ? new ReadAgain(method, (Command)command!, content.Digest(vault)) : null;
    }
}
