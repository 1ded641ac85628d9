using System.Text.Json;

namespace Tongbao.Server.Catalog;

/// <summary>字段名: the wire's names for the properties of use cases, from the table of the called method.</summary>
public sealed class FieldNames(Tables catalog)
{
    /// <summary>
    /// Use cases that many kinds of orders share know payer and payee. In a method with only one member, that member is meant.
    /// </summary>
    private static readonly string[] Parties = ["Payer", "Payee"];

    /// <summary>For a property that several tables contain, the name in the first of them.</summary>
    private readonly Lazy<IReadOnlyDictionary<string, string>> _anywhere = new(() =>
        catalog.AllRows.GroupBy(r => r.Property).ToDictionary(g => g.Key, g => g.First().Name));

    /// <summary>
    /// The wire's name or path of a property. If the method does not have the property, the name that it has elsewhere on the wire.
    /// </summary>
    public string Of(string property, IReadOnlyList<FieldRow> rows) =>
        property.Contains('.') ? OfPath(property, rows)
            : (RowOf(property, rows)?.Name ?? _anywhere.Value.GetValueOrDefault(property)) is { } name ? name
            : JsonNamingPolicy.CamelCase.ConvertName(property);

    /// <summary>
    /// For example splitRule[0].splitRuleList[1].amount for Split[0].Split[1].Amount, or payMethod.SCAN_WEIXIN.amount for a property of a
    /// pay method.
    /// </summary>
    public string OfPath(string path, IReadOnlyList<FieldRow> rows)
    {
        var names = new List<string>();
        FieldRow? outer = null;
        foreach (var step in path.Split('.'))
        {
            if (outer?.Type == "payMethod")
            {
                (outer, rows) = (null, catalog.PayMethods.GetValueOrDefault(step)?.Fields ?? []);
                names.Add(step);
                continue;
            }
            var bracket = step.IndexOf('[');
            var (property, at) = bracket < 0 ? (step, "") : (step[..bracket], step[bracket..]);
            outer = RowOf(property, rows);
            names.Add((outer?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property)) + at);
            if (outer?.Shape is not null) rows = catalog.Shapes[outer.Shape!].Section("fields");
        }
        return string.Join('.', names);
    }

    private static FieldRow? RowOf(string property, IReadOnlyList<FieldRow> rows) =>
        rows.FirstOrDefault(r => r.Property == property)
            ?? (Parties.Contains(property) ? rows.FirstOrDefault(r => r.Property == "Member") : null);
}
