using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Tongbao.Server.Sandbox.Lists;

/// <summary>
/// 查询参数: accepts only known query parameters, each at most once and with a valid value. A misspelt filter would silently list everything,
/// and a misspelt time would show the books as of now.
/// </summary>
public static class QueryCheck
{
    /// <summary>The parameters of a call are those of its method, without those in the path.</summary>
    public static EndpointFilterDelegate Of(EndpointFilterFactoryContext call, EndpointFilterDelegate next)
    {
        var takes = call.MethodInfo.GetParameters().Where(IsInQuery).ToDictionary(p => p.Name!, StringComparer.OrdinalIgnoreCase);
        return context => Wrong(context.HttpContext, takes) is { } wrong
            ? ValueTask.FromResult<object?>(Results.Problem(wrong, statusCode: 400)) : next(context);
    }

    private static bool IsInQuery(ParameterInfo parameter) =>
        (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is var type
            && (type == typeof(string) || type.IsPrimitive);

    private static string? Wrong(HttpContext http, IReadOnlyDictionary<string, ParameterInfo> takes)
    {
        foreach (var (name, values) in http.Request.Query)
        {
            if (!takes.TryGetValue(name, out var parameter) || http.Request.RouteValues.ContainsKey(name))
                return $"no such query parameter: {name}{(Known(http, takes) is { Length: > 0 } known ? $"; known are {known}" : "")}";
            if (values.Count != 1) return $"{name} is given twice";
            if (parameter.GetCustomAttribute<AllowedValuesAttribute>() is { } words && !words.Values.Contains(values[0]))
                return $"{name} is one of {string.Join(", ", words.Values)}";
            if (name.Equals(Paging.LimitName, StringComparison.OrdinalIgnoreCase) && !IsLimit(values[0]))
                return $"{name} is 1 to {Paging.Most}";
            if (name.Equals(Paging.AfterName, StringComparison.OrdinalIgnoreCase) && !Paging.IsCursor(values[0]!))
                return $"{name} is what the page before calls next";
        }
        return null;
    }

    private static bool IsLimit(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= Paging.Most;

    private static string Known(HttpContext http, IReadOnlyDictionary<string, ParameterInfo> takes) =>
        string.Join(", ", takes.Keys.Where(name => !http.Request.RouteValues.ContainsKey(name)));
}

/// <summary>
/// 选项: the allowed values are the names of an enumeration as written in JSON. Query parameters are checked against them, and the OpenAPI
/// document lists them.
/// </summary>
/// <param name="asNamed">The names keep their capital first letter.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class OneOfAttribute(Type choices, bool asNamed = false)
    : AllowedValuesAttribute([.. Enum.GetNames(choices).Select(name => asNamed ? name : JsonNamingPolicy.CamelCase.ConvertName(name))]);
