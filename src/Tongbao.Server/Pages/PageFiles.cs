using System.Security.Cryptography;

namespace Tongbao.Server.Pages;

/// <summary>
/// The files that the pages need, from the program itself: stylesheets and a picture. Their addresses change with their content.
/// </summary>
public static class PageFiles
{
    private static readonly IReadOnlyDictionary<string, (byte[] Bytes, string Type)> Files = new Dictionary<string, (byte[], string)>
    {
        ["pages.css"] = (Read("pages.css"), "text/css; charset=utf-8"),
        ["reference.css"] = (Read("reference.css"), "text/css; charset=utf-8"),
        ["icon.svg"] = (Read("icon.svg"), "image/svg+xml"),
    };

    public static string Stylesheet { get; } = AddressOf("pages.css");
    public static string ReferenceStylesheet { get; } = AddressOf("reference.css");
    public static string Icon { get; } = AddressOf("icon.svg");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{name}", (string name, HttpContext http) =>
    {
        if (!Files.TryGetValue(name, out var file)) return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(file.Bytes, file.Type);
    }).ExcludeFromDescription();

    private static string AddressOf(string name) =>
        $"/assets/{name}?v={Convert.ToHexStringLower(SHA256.HashData(Files[name].Bytes))[..12]}";

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream($"pages/{name}")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
