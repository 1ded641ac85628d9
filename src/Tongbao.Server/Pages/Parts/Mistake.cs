namespace Tongbao.Server.Pages.Parts;

/// <summary>What is wrong with a field of a form.</summary>
public sealed record Mistake(string Field, string Zh, string En)
{
    public static Mistake Of(string field, Error error) => new(field, FullWidth.Of(error.Zh), error.En);
}
