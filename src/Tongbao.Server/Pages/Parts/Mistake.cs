using Tongbao.Server.Catalog;

namespace Tongbao.Server.Pages.Parts;

/// <summary>What is wrong with a field of a form.</summary>
public sealed record Mistake(string Field, string Zh, string En)
{
    public static Mistake Of(string field, Refusal refusal) => new(field, FullWidth.Of(refusal.Zh), refusal.En);
}
