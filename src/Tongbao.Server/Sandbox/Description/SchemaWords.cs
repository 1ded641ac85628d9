using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;

namespace Tongbao.Server.Sandbox.Description;

/// <summary>Adds the meaning of each member to the schemas of the OpenAPI document.</summary>
internal static class SchemaWords
{
    public static void Write(OpenApiDocument document)
    {
        LetAnswersGrow(document);
        foreach (var (name, schema) in document.Components!.Schemas!)
        {
            foreach (var (member, described) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                if (FieldWords.Find(name, member) is { } word) Describe(described, word);
            }
        }
    }

    /// <summary>Every setting with its default for a new app.</summary>
    public static void DescribeSettings(OpenApiSchema schema)
    {
        (schema.Type, schema.AdditionalPropertiesAllowed) = (JsonSchemaType.Object, false);
        schema.Properties = SettingsJson.Show(new Settings()).EnumerateObject().ToDictionary(setting => setting.Name, setting =>
        {
            IOpenApiSchema described = new OpenApiSchema
            {
                Type = TypeOf(setting.Value),
                Items = setting.Value.ValueKind == JsonValueKind.Array ? ItemsOf(setting.Name) : null,
                Default = setting.Value.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(setting.Value.GetRawText()),
            };
            if (FieldWords.Find(FieldWords.Settings, setting.Name) is { } word) Describe(described, word);
            return described;
        });
    }

    /// <summary>Lists are of texts, but for the rules about pairs of roles.</summary>
    private static OpenApiSchema ItemsOf(string setting)
    {
        if (setting != RoleRulesJson.Name) return new OpenApiSchema { Type = JsonSchemaType.String };
        var rule = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = false, Properties =
            new Dictionary<string, IOpenApiSchema>
            {
                ["payee"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["splitter"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["agreement"] = new OpenApiSchema { Type = JsonSchemaType.Boolean },
            } };
        rule.Required = rule.Properties.Keys.ToHashSet();
        foreach (var (member, described) in rule.Properties)
            if (FieldWords.Find(nameof(RoleRule), member) is { } word) Describe(described, word);
        return rule;
    }

    private static void Describe(IOpenApiSchema schema, FieldWord word)
    {
        schema.Description = word.Description;
        if (word.Choices.Count > 0 && (schema.Items ?? schema) is OpenApiSchema chosen)
            chosen.Enum = [.. word.Choices.Select(choice => chosen.Type == JsonSchemaType.Integer ? JsonNode.Parse(choice)!
            : (JsonNode)choice)];
        if (word.Example is { } example && schema is OpenApiSchema own) own.Examples = [example.DeepClone()];
    }

    /// <summary>Requests accept only the described members. Replies may get more members in later versions.</summary>
    private static void LetAnswersGrow(OpenApiDocument document)
    {
        var asked = new HashSet<string>();
        foreach (var body in document.Paths.Values.SelectMany(path => path.Operations!.Values).Select(call => call.RequestBody?.Content)
            .OfType<IDictionary<string, OpenApiMediaType>>().SelectMany(content => content.Values))
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
