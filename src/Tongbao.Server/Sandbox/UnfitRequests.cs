using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tongbao.Server.Sandbox;

/// <summary>不合接口的请求: tells where a sandbox API request is wrong. It names the member but never repeats a value.</summary>
public static partial class UnfitRequests
{
    public static async Task Explain(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException bad) when (bad.StatusCode == StatusCodes.Status400BadRequest && !http.Response.HasStarted
            && http.Request.Path.StartsWithSegments("/sandbox"))
        {
            await Results.Problem(bad.InnerException is JsonException json ? Of(json) : Of(bad), statusCode: bad.StatusCode)
                .ExecuteAsync(http);
        }
    }

    private static string Of(JsonException json)
    {
        if (Unknown().Match(json.Message) is { Success: true } unknown) return $"no such member: {unknown.Groups["name"]}";
        if (Doubled().Match(json.Message) is { Success: true } doubled) return $"twice the same member: {doubled.Groups["name"]}";
        if (Missing().Match(json.Message) is { Success: true } missing) return $"missing: {missing.Groups["names"].Value.Replace("'", "")}";
        // There is an inner exception if the text is not JSON, and none if it is JSON of the wrong shape.
        return json.InnerException is JsonException || json.Path is null or "$"
            ? $"the body is not the JSON that is described at /openapi: line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}"
            : $"{json.Path} has the wrong type";
    }

    private static string Of(BadHttpRequestException bad) => Parameter().Match(bad.Message) switch
    {
        { Success: true } body when body.Groups["name"].Value == "body" => "a JSON body is missing",
        { Success: true } other => bad.Message.StartsWith("Required", StringComparison.Ordinal) ? $"missing: {other.Groups["name"]}"
            : $"{other.Groups["name"]} has the wrong form",
        _ => "the request cannot be read",
    };

    [GeneratedRegex("^The JSON property '(?<name>.{1,100}?)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("^Duplicate property '(?<name>.{1,100}?)' ")]
    private static partial Regex Doubled();

    [GeneratedRegex("missing required properties including: (?<names>'[^.]*')")]
    private static partial Regex Missing();

    [GeneratedRegex("parameter \"(?:[^\"]* )?(?<name>[a-zA-Z]+)\"")]
    private static partial Regex Parameter();
}
