using System.Text.Json.Serialization;

namespace Tongbao.Simulators;

/// <summary>How the texts in the memory are written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Scenario))]
[JsonSerializable(typeof(TradeHistory))]
internal sealed partial class Texts : JsonSerializerContext;
