namespace Tongbao.Core;

/// <summary>A value that must never be shown or stored in clear text. It masks itself in output, and the store encrypts it.</summary>
public interface ISecret<TSelf> where TSelf : class, ISecret<TSelf>
{
    string Clear { get; }
    string Masked { get; }
    static abstract TSelf Of(string clear);
}

/// <summary>银行卡号: shown as the first six and the last four digits (621700****4586).</summary>
public sealed record BankCardNo(string Clear) : ISecret<BankCardNo>
{
    public static BankCardNo Of(string clear) => new(clear);
    public string Masked => Clear.Length > 10 ? $"{Clear[..6]}****{Clear[^4..]}" : "****";
    public override string ToString() => Masked;
}

/// <summary>证件号码.</summary>
public sealed record IdNumber(string Clear) : ISecret<IdNumber>
{
    public static IdNumber Of(string clear) => new(clear);
    public string Masked => Clear.Length > 8 ? $"{Clear[..4]}**********{Clear[^2..]}" : "****";
    public override string ToString() => Masked;
}

/// <summary>手机号码.</summary>
public sealed record Phone(string Clear) : ISecret<Phone>
{
    public static Phone Of(string clear) => new(clear);
    public string Masked => Clear.Length > 7 ? $"{Clear[..3]}****{Clear[^4..]}" : "****";
    public override string ToString() => Masked;
}

/// <summary>验证码, CVV2, 有效期 and the like: never shown, not even in part.</summary>
public sealed record Secret(string Clear) : ISecret<Secret>
{
    public static Secret Of(string clear) => new(clear);
    public string Masked => "****";
    public override string ToString() => Masked;
}

/// <summary>文件内容: a photo or a piece of a file. Never shown.</summary>
public sealed record SecretBytes(ReadOnlyMemory<byte> Clear)
{
    public static readonly SecretBytes None = new(ReadOnlyMemory<byte>.Empty);

    public override string ToString() => "****";
}
