namespace Tongbao.Core;

/// <summary>
/// 内容指纹: a keyed hash over the fields of a request as their wire sent them. It is the wire's to make; here two are told apart, or are one.
/// </summary>
public static class ContentDigest
{
    /// <summary>Stands before each. Those of earlier versions have none: they are over the names of our own properties.</summary>
    private const string Form = "2:";

    public static string Of(string hash) => Form + hash;

    /// <summary>Of a row of a batch: its place within the batch's, so that no request of one payment is ever the same.</summary>
    public static string OfRow(string batch, int at) => $"{batch}#{at}";

    public static bool IsOfBefore(string digest) => !digest.StartsWith(Form, StringComparison.Ordinal);
}
