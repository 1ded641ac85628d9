using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Tongbao.Server.Store;

/// <summary>旧名: reads fields under the names and at the places that earlier versions used. They are never written.</summary>
public static class FormerNames
{
    public static void Read(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object) return;
        foreach (var property in Of(info.Type))
        {
            if (property.GetCustomAttribute<FormerlyAttribute>() is { } formerly)
                Add(info, formerly.Name, property.PropertyType, property.SetValue);
            foreach (var inside in Of(property.PropertyType))
            {
                if (inside.GetCustomAttribute<FormerlyOutsideAttribute>() is not { } outside) continue;
                Add(info, outside.Name, inside.PropertyType, (owner, value) => SetInside(owner, property, inside, value));
                // An old row has the fields instead of the part.
                foreach (var part in info.Properties.Where(p => p.AttributeProvider as PropertyInfo == property)) part.IsRequired = false;
            }
        }
    }

    private static PropertyInfo[] Of(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>Adds a property without a getter, so that it is read but never written.</summary>
    private static void Add(JsonTypeInfo info, string name, Type type, Action<object, object?> set)
    {
        var former = info.CreateJsonPropertyInfo(type, name);
        former.Set = set;
        info.Properties.Add(former);
    }

    /// <summary>Sets a field within a part. If the row already has its own part, made for the field before, that one is used.</summary>
    private static void SetInside(object owner, PropertyInfo part, PropertyInfo inside, object? value)
    {
        var made = Activator.CreateInstance(part.PropertyType)!;
        if (part.GetValue(owner) is { } before)
        {
            foreach (var property in Of(part.PropertyType).Where(p => p.CanWrite)) property.SetValue(made, property.GetValue(before));
        }
        inside.SetValue(made, value);
        part.SetValue(owner, made);
    }
}
