using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox;

/// <summary>接口说明: the OpenAPI document says what a client may send, and how it is refused; the framework alone would say neither.</summary>
public static class ApiDescription
{
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses) route.ProducesProblem(status);
        return route;
    }

    public static void Write(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "通宝 Tongbao: sandbox API";
            document.Info.Version = Hosting.Version;
            LetAnswersGrow(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            if (operation is { RequestBody: not null, Responses: { } answers }) answers["415"] = new OpenApiResponse { Description = "Unsupported Media Type", Content = answers["400"].Content };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (operation.RequestBody is OpenApiRequestBody body && context.Description.ActionDescriptor.EndpointMetadata.OfType<BodyLimit>().LastOrDefault() is { Bytes: var most })
            {
                body.Description = $"at most {most} bytes";
                operation.Responses!["413"] = new OpenApiResponse { Description = $"More than {most} bytes" };
            }
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Refine(schema, context);
            return Task.CompletedTask;
        });
    }

    private static void Refine(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), false) is [AllowedValuesAttribute allowed])
            schema.Enum = [.. allowed.Values.Select(v => (JsonNode)(string)v!)];
        // Numbers in quotes are read as well, out of kindness; what is described is the contract.
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Integer)) (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
        if (context.JsonTypeInfo.Type is var about && (about == typeof(JsonElement) || about == typeof(JsonElement?))) DescribeSettings(schema);
    }

    /// <summary>Every setting with the value that a new app has.</summary>
    private static void DescribeSettings(OpenApiSchema schema)
    {
        (schema.Type, schema.AdditionalPropertiesAllowed) = (JsonSchemaType.Object, false);
        schema.Properties = SettingsJson.Show(new Settings()).EnumerateObject().ToDictionary(setting => setting.Name, setting => (IOpenApiSchema)new OpenApiSchema
        {
            Type = TypeOf(setting.Value),
            Items = setting.Value.ValueKind == JsonValueKind.Array ? new OpenApiSchema { Type = JsonSchemaType.String } : null,
            Description = DescriptionOf(setting.Name),
            Default = setting.Value.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(setting.Value.GetRawText()),
        });
    }

    private static string? DescriptionOf(string setting) =>
        typeof(Settings).GetProperty(setting, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.GetCustomAttribute<DescriptionAttribute>()?.Description;

    /// <summary>Of what is asked for only the members that are described are taken; an answer may have more of them in another version.</summary>
    private static void LetAnswersGrow(OpenApiDocument document)
    {
        var asked = new HashSet<string>();
        foreach (var body in document.Paths.Values.SelectMany(path => path.Operations!.Values).Select(call => call.RequestBody?.Content).OfType<IDictionary<string, OpenApiMediaType>>().SelectMany(content => content.Values))
            Reach(body.Schema);
        foreach (var (name, schema) in document.Components!.Schemas!)
        {
            if (!asked.Contains(name) && schema is OpenApiSchema answer) answer.AdditionalPropertiesAllowed = true;
        }

        void Reach(IOpenApiSchema? schema)
        {
            if (schema is null || (schema is OpenApiSchemaReference { Reference.Id: { } id } && !asked.Add(id))) return;
            Reach(schema.Items);
            foreach (var inside in schema.OneOf ?? []) Reach(inside);
            foreach (var (_, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>()) Reach(member);
        }
    }

    private static JsonSchemaType TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => JsonSchemaType.Boolean,
        JsonValueKind.Number => value.TryGetInt64(out _) ? JsonSchemaType.Integer : JsonSchemaType.Number,
        JsonValueKind.Array => JsonSchemaType.Array,
        JsonValueKind.Null => JsonSchemaType.String | JsonSchemaType.Null,
        _ => JsonSchemaType.String,
    };
}
