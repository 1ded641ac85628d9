using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox.Description;

/// <summary>
/// 接口说明: adds to the OpenAPI document what a client may send and how a request is refused. The framework describes neither.
/// </summary>
public static class ApiDescription
{
    private const string Token = "token";

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
            AskForTheToken(document);
            SchemaWords.Write(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ListAnswer>().FirstOrDefault() is not { OrPlain: true } list)
                return Task.CompletedTask;
            // Lists that returned an array before there were pages still do so if no page is requested.
            var plain = new OpenApiSchema
            {
                Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(list.Item.Name, context.Document), MaxItems = Paging.Most,
                Description = "不送 limit 和 after 时 where neither limit nor after is given",
            };
            var answer = operation.Responses!["200"].Content!["application/json"];
            answer.Schema = new OpenApiSchema { OneOf = [answer.Schema!, plain] };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Refine(schema, context);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            var word = FieldWords.Find(FieldWords.Parameters, parameter.Name!);
            (parameter.Description, parameter.Example) = (word?.Description, word?.Example?.DeepClone());
            var known = context.Description.ParameterDescriptions.FirstOrDefault(p =>
                p.Name == parameter.Name)?.ParameterDescriptor as IParameterInfoParameterDescriptor;
            if (parameter is { Name: Paging.LimitName, Schema: OpenApiSchema limit })
                (limit.Minimum, limit.Maximum) = ("1", $"{Paging.Most}");
            if (parameter.Schema is OpenApiSchema schema
                && known?.ParameterInfo.GetCustomAttributes(typeof(AllowedValuesAttribute), false) is [AllowedValuesAttribute words])
                schema.Enum = [.. words.Values.Select(v => (JsonNode)(string)v!)];
        }
        if (operation.RequestBody is OpenApiRequestBody taken
            && context.Description.ActionDescriptor.EndpointMetadata.OfType<BodyLimit>().LastOrDefault() is { Bytes: var most })
        {
            taken.Description = $"最多 {most} 字节 at most {most} bytes";
            operation.Responses!["413"] = new OpenApiResponse { Description = $"超过 {most} 字节 More than {most} bytes" };
        }
        if (operation.Responses is not { } answers || !answers.TryGetValue("400", out var refused)) return;
        answers["403"] = new OpenApiResponse { Description = "别的网站的页面 A page of another site", Content = refused.Content };
        if (context.Description.HttpMethod is "POST" or "PUT" or "PATCH")
            answers["415"] = new OpenApiResponse { Description = "Content-Type: application/json, 没有内容也须如此 also where there is no body",
            Content = refused.Content };
        if (operation.RequestBody?.Content is { } content && content.TryGetValue("application/json", out var body)
            && body.Schema is OpenApiSchemaReference { Reference.Id: { } asked }) body.Example = FieldWords.ExampleOf(asked);
    }

    /// <summary>The token is required if the server listens beyond loopback, and optional otherwise.</summary>
    private static void AskForTheToken(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer",
                Description = "监听本机以外的地址时需要:serve 打印的,或 --token 设的令牌 Needed where the server listens beyond loopback: the token that serve prints, or that --token sets",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] }, []];
    }

    private static void Refine(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), false)
            is [AllowedValuesAttribute allowed])
            schema.Enum = [.. allowed.Values.Select(v => (JsonNode)(string)v!)];
        // Numbers in quotes are accepted too, but the document describes only the contract.
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Integer))
            (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
        if (context.JsonTypeInfo.Type is var about && (about == typeof(JsonElement) || about == typeof(JsonElement?)))
            SchemaWords.DescribeSettings(schema);
    }
}
