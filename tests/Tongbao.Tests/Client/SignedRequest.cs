using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Tongbao.Tests.Client;

/// <summary>The ways in which clients put the five fields on the wire.</summary>
public enum Transport
{
    PostForm,
    Get,
    PostQuery,
}

/// <summary>What a caller may do otherwise than the vendor's own client does.</summary>
/// <param name="Timestamp">Asia/Shanghai; the wall clock where none is given.</param>
/// <param name="Order">The order of service, method and param in the JSON: clients differ.</param>
public sealed record Tsy2Options(Transport Transport = Transport.PostForm, DateTimeOffset? Timestamp = null, string[]? Order = null,
    string Version = "2.0");

/// <summary>One request as it goes out. Change a field with `with` to make a forged one.</summary>
public sealed record SignedRequest(string Sysid, string Req, string Timestamp, string Version, string Sign)
{
    public Transport Transport { get; init; }

    public static string Now(DateTimeOffset? at = null) =>
        (at ?? DateTimeOffset.UtcNow).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string ReqOf(string service, string method, JsonObject param, string[]? order = null)
    {
        var parts = new Dictionary<string, JsonNode> { ["service"] = service, ["method"] = method, ["param"] = param };
        return Json.Text(new JsonObject((order ?? ["service", "method", "param"])
            .Select(name => KeyValuePair.Create(name, (JsonNode?)parts[name].DeepClone()))));
    }

    /// <summary>The fields as a form: `+` for a blank, upper-case hexadecimal.</summary>
    public string Form() => string.Join('&', Fields().Select(f => $"{f.Name}={WebUtility.UrlEncode(f.Value)}"));

    private IEnumerable<(string Name, string Value)> Fields() =>
        [("sysid", Sysid), ("sign", Sign), ("timestamp", Timestamp), ("v", Version), ("req", Req)];
}
