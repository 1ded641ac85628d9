namespace Tongbao.Core;

/// <summary>
/// 内容指纹: a keyed hash over the fields of a request as sent, made by the wire. Core only compares two digests for equality.
/// </summary>
public static class ContentDigest
{
    /// <summary>Prefix of every digest. Digests of earlier versions have no prefix and were made over C# property names.</summary>
    private const string Form = "2:";

    public static string Of(string hash) => Form + hash;

    /// <summary>
    /// Digest of one row of a batch: the batch's digest and the row's place, so that it never equals the digest of a single payment.
    /// </summary>
    public static string OfRow(string batch, int at) => $"{batch}#{at}";

    public static bool IsOfBefore(string digest) => !digest.StartsWith(Form, StringComparison.Ordinal);
}
