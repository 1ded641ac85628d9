namespace Tongbao.Core;

/// <summary>失败原因: why something was not done that a request had asked for: in the words of a channel or an operator, or by a name that each wire has words for.</summary>
/// <param name="Said">Null where nobody outside said anything.</param>
public sealed record Reason(string? Said, Error? Error)
{
    /// <summary>What was said, else the reason that a rule gives.</summary>
    public static Reason Of(string? said, Error otherwise) => said is null ? otherwise : new(said, null);

    public static implicit operator Reason(Error error) => new(null, error);
}
