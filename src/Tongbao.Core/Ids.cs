namespace Tongbao.Core;

/// <summary>An identifier with a type of its own, so that it cannot be confused with other strings.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    string Value { get; }
    static abstract TSelf Of(string value);
}

/// <summary>应用 (sysid, appId, oid_partner): the tenant.</summary>
public readonly record struct AppId(string Value) : IId<AppId>
{
    public static AppId Of(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>商户系统用户标识: the marketplace's own id of a member.</summary>
public readonly record struct BizUserId(string Value) : IId<BizUserId>
{
    /// <summary>The id that stands for the platform itself where a member id is expected.</summary>
    public static readonly BizUserId Platform = new("#yunBizUserId_B2C#");

    public bool IsPlatform => this == Platform;
    public static BizUserId Of(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>商户订单号: the marketplace's order number, unique over all order kinds of an app.</summary>
public readonly record struct BizOrderNo(string Value) : IId<BizOrderNo>
{
    public static BizOrderNo Of(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>订单号: our order number. Digits only; later orders have greater numbers.</summary>
public readonly record struct OrderNo(string Value) : IId<OrderNo>
{
    public static OrderNo Of(string value) => new(value);
    public override string ToString() => Value;
}
