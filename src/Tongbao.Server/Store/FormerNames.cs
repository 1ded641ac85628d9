using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Tongbao.Server.Store;

/// <summary>
/// 旧名: fields of rows by the names, and at the places, that earlier versions gave them. They are read, and never written.
/// </summary>
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
                // A row of before has the fields in place of the part.
                foreach (var part in info.Properties.Where(p => p.AttributeProvider as PropertyInfo == property)) part.IsRequired = false;
            }
        }
    }

    private static PropertyInfo[] Of(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>Without a getter it is not written.</summary>
    private static void Add(JsonTypeInfo info, string name, Type type, Action<object, object?> set)
    {
        var former = info.CreateJsonPropertyInfo(type, name);
        former.Set = set;
        info.Properties.Add(former);
    }

    /// <summary>A part that stands there already is its row's own, made for the field before.</summary>
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
