using Tongbao.Core.Orders.Shares;

namespace Tongbao.Core.Orders.Splitting;

/// <summary>分账规则中的位置: which rule of a split is wrong, by its path, so that a refusal can name it.</summary>
public static class SplitPlaces
{
    private const string Split = nameof(SplitRule.Split);

    /// <summary>Every rule with its path: Split[0], Split[0].Split[1] and so on.</summary>
    public static IEnumerable<(SplitRule Rule, string Path)> Places(this IReadOnlyList<SplitRule> rules, string path = Split) =>
        rules.Index().SelectMany(r => r.Item.Children.Places($"{path}[{r.Index}].{Split}").Prepend((r.Item, $"{path}[{r.Index}]")));

    /// <summary>The first amount that does not fit, and how much would.</summary>
    /// <param name="whole">What the first level takes its parts of.</param>
    public static Error WrongAmount(IReadOnlyList<SplitRule> split, Cents whole)
    {
        var wrong = Errors.SplitDoesNotFit;
        foreach (var (rule, path) in split.Places())
        {
            if (!rule.Amount.IsPositive) return wrong.On($"{path}.{nameof(rule.Amount)}", rule.Amount, Allowed.Sum);
            if (rule.Fee.IsNegative || rule.Fee > rule.Amount)
                return wrong.On($"{path}.{nameof(rule.Fee)}", rule.Fee, Allowed.Between(Cents.Zero, rule.Amount));
            if ((rule.Amount - rule.Fee).LeftBy(rule.Children, c => c.Amount) is null)
                return wrong.On($"{path}.{Split}", AgentPay.Total(rule.Children.Select(c => c.Amount)),
                    Allowed.AtMost(rule.Amount - rule.Fee));
        }
        return wrong.On(Split, AgentPay.Total(split.Select(s => s.Amount)), Allowed.AtMost(whole));
    }
}
