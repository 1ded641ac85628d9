using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Tongbao.Core;

namespace Tongbao.Server.Store;

/// <summary>Stores nothing for a part that a row does not have. Such a part is always the object <see cref="IPart{T}.None"/>.</summary>
internal static class RowParts
{
    public static void Fit(JsonTypeInfo info)
    {
        foreach (var property in info.Kind == JsonTypeInfoKind.Object ? info.Properties : [])
        {
            if (NoneOf(property.PropertyType) is { } none)
                property.ShouldSerialize = (_, value) => value is not null && !ReferenceEquals(value, none);
        }
    }

    private static object? NoneOf(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IPart<>))
            ? type.GetProperty(nameof(IPart<>.None), BindingFlags.Public | BindingFlags.Static)!.GetValue(null) : null;
}
