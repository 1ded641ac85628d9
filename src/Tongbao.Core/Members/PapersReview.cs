namespace Tongbao.Core.Members;

/// <summary>资料审核进度.</summary>
public enum PapersState { Missing, Reviewing, Passed, Refused }

/// <summary>
/// 资料审核: the legal person has a paper that no register can confirm, so the company is opened only after somebody looked at its papers.
/// </summary>
/// <param name="Request">The request whose end is told, and where.</param>
/// <param name="Interface">By its name on its wire.</param>
public sealed record PapersReview(PapersState State, BizOrderNo Request, string Interface, string BackUrl)
{
    /// <summary>Which papers were refused, by their names on the wire.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];
}
