using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 信封返回码 (E1): why a message was refused before it was read as a request. Such an answer has a code and a text alone, and no signature. The
/// words are those of catalog/yst2/errors.tbl.
/// </summary>
/// <param name="Name">The field that is meant.</param>
/// <param name="Hint">What the sandbox says beside the answer.</param>
public sealed record EnvelopeFault(string Code, string? Name = null, string? Hint = null)
{
    public static readonly EnvelopeFault NotThatForm = new("90001"), UnknownApp = new("90002"), OtherProvider = new("90003"),
        WrongSignature = new("90004"), UnknownTransCode = new("90005"), NotSupported = new("90006"), Stale = new("90007"),
        TooLarge = new("90008"), SystemError = new("90009");

    /// <summary>必填域缺失.</summary>
    public static EnvelopeFault Missing(string name) => new("99999", name);

    public EnvelopeFault On(string name, string? hint = null) => this with { Name = name, Hint = hint };

    public string Words(Tables catalog)
    {
        var words = catalog.Errors.Rows.First(r => r.Code == Code).Zh;
        return Name is null ? words : words.Replace(ErrorTable.NameMark, Name, StringComparison.Ordinal);
    }
}
