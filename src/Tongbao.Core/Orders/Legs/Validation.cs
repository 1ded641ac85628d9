namespace Tongbao.Core.Orders.Legs;

/// <summary>交易验证方式: by what a payer confirms an order. 6.16.</summary>
public static class Validation
{
    /// <summary>
    /// 交易验证方式 as the legs allow it; omitted means SMS where something is confirmed here (docs/wires/tsy2.md, decision 1).
    /// </summary>
    public static (ValidateType? Type, Error? Wrong) ChooseValidation(IReadOnlyList<PayUse> uses, int? asked, bool hasPassword)
    {
        var confirming = uses.Where(u => u.Method.ValidateTypes.Count > 0 && u.Method.Flow != PayFlow.Code).ToList();
        // A gateway alone asks no code and takes no password; the payer proves himself there (5.2).
        if (uses is [{ Method.Flow: PayFlow.Redirect }])
            return asked == (int)ValidateType.Password ? (null, WrongValidation(asked, [0, 1])) : (ValidateType.None, null);
        if (confirming.Count == 0) return ValidatedByChannel(uses[0].Method, asked);
        var type = asked ?? (int)ValidateType.Sms;
        if (confirming.Any(u => !u.Method.ValidateTypes.Contains(type)))
            return (null, WrongValidation(type, confirming.Select(u => u.Method.ValidateTypes.AsEnumerable())
                .Aggregate((all, own) => all.Intersect(own))));
        if (type == (int)ValidateType.Password && !hasPassword) return (null, Errors.PayPasswordNotSet);
        return ((ValidateType)type, null);
    }

    private static Error WrongValidation(int? asked, IEnumerable<int> allowed) =>
        Errors.WrongValidateType.On("ValidateType", asked,
            Allowed.OneOf(allowed.Select(type => type.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    /// <summary>
    /// Nothing is confirmed here: 1, the default, and 0 mean nothing, a password cannot be asked for. A scanned code knows 0 alone.
    /// </summary>
    private static (ValidateType? Type, Error? Wrong) ValidatedByChannel(PayMethod method, int? asked)
    {
        var scanned = method.Flow == PayFlow.Code;
        if (asked == (int)ValidateType.Password || (scanned && asked is { } type && !method.ValidateTypes.Contains(type)))
            return (null, WrongValidation(asked, scanned ? method.ValidateTypes : [0, 1]));
        return (scanned ? ValidateType.None : null, null);
    }
}
