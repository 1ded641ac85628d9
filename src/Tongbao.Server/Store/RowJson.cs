using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;

namespace Tongbao.Server.Store;

/// <summary>How rows are written as JSON: ids as text, money as fen, secrets encrypted.</summary>
public static class RowJson
{
    /// <summary>For stored rows: secrets encrypted.</summary>
    public static JsonSerializerOptions Sealed(Vault vault) =>
        Options(new SecretConverter(vault.Seal, vault.Open), new ContentConverter(c => vault.Seal(c.Span), s => vault.Open(s)));

    /// <summary>For comparing and hashing in memory only: secrets in clear text.</summary>
    public static JsonSerializerOptions Clear() =>
        Options(new SecretConverter(c => c, c => c), new ContentConverter(c => c.ToArray(), s => s));

    /// <summary>For people: secrets masked.</summary>
    public static JsonSerializerOptions Masked() => Options(new SecretConverter(null, c => c), new ContentConverter(_ => [], s => s));

    private static JsonSerializerOptions Options(JsonConverter secrets, JsonConverter contents) => new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers = { TellKindsApart, ReadNumberedWork, FormerNames.Read, RowParts.Fit },
        },
        Converters = { new IdConverter(), new CentsConverter(), new TrailConverter(), new ReasonConverter(), secrets, contents,
            new OlderApps() },
    };

    /// <summary>The kinds of notice facts, which several rooms declare, each with the word that names it in the store.</summary>
    private static readonly IReadOnlyList<JsonDerivedType> NoticeKinds = [.. typeof(NoticeFacts).Assembly.GetTypes()
        .Select(type => (Type: type, Stored: type.GetCustomAttribute<StoredAsAttribute>())).Where(k => k.Stored is not null)
            .Select(k => new JsonDerivedType(k.Type, k.Stored!.Word))];

    private static void TellKindsApart(JsonTypeInfo info)
    {
        if (info.Type != typeof(NoticeFacts)) return;
        info.PolymorphismOptions = new JsonPolymorphismOptions();
        foreach (var kind in NoticeKinds) info.PolymorphismOptions.DerivedTypes.Add(kind);
    }

    private static void ReadNumberedWork(JsonTypeInfo info)
    {
        if (info.Type == typeof(WorkItem)) info.Properties.First(p => p.Name == "kind").CustomConverter = new WorkKindConverter();
    }

    /// <summary>The name of a kind of work. Earlier versions stored a number.</summary>
    private sealed class WorkKindConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? WorkKind.Numbered[reader.GetInt32()] : reader.GetString()!;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private sealed class CentsConverter : JsonConverter<Cents>
    {
        public override Cents Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetInt64());
        public override void Write(Utf8JsonWriter writer, Cents value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Fen);
    }

    private sealed class ContentConverter(Func<ReadOnlyMemory<byte>, byte[]> seal, Func<byte[], byte[]> open) : JsonConverter<SecretBytes>
    {
        public override SecretBytes Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(open(reader.GetBytesFromBase64()));
        public override void Write(Utf8JsonWriter writer, SecretBytes value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(seal(value.Clear));
    }

    private sealed class TrailConverter : JsonConverter<Trail>
    {
        public override Trail Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var heads = new List<long>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) heads.Add(reader.GetInt64());
            return new Trail([.. heads]);
        }

        public override void Write(Utf8JsonWriter writer, Trail value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var entry in value.Heads) writer.WriteNumberValue(entry);
            writer.WriteEndArray();
        }
    }

    private sealed class IdConverter : JsonConverterFactory
    {
        public override bool CanConvert(Type type) =>
            type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type))!;

        private sealed class Of<T> : JsonConverter<T> where T : struct, IId<T>
        {
            public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => T.Of(reader.GetString()!);
            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
                writer.WriteStringValue(value.Value);
        }
    }

    private sealed class SecretConverter(Func<string, string>? seal, Func<string, string> open) : JsonConverterFactory
    {
        public override bool CanConvert(Type type) =>
            type.IsClass && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ISecret<>));

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type), seal, open)!;

        private sealed class Of<T>(Func<string, string>? seal, Func<string, string> open) : JsonConverter<T> where T : class, ISecret<T>
        {
            public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => T.Of(open(reader.GetString()!));
            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
                writer.WriteStringValue(seal is null ? value.Masked : seal(value.Clear));
        }
    }
}
