using System.Globalization;
using System.Text.RegularExpressions;

namespace Tongbao.Server.Catalog;

/// <summary>A refusal as a wire tells it.</summary>
/// <param name="Name">The name shown after the words, as the wire calls it.</param>
public sealed record Refusal(string Code, string Zh, string En, string? Name);

/// <summary>错误的话: a wire's code and words for a refusal, with its names and values filled in.</summary>
public sealed partial class ErrorWords(ErrorTable table, FieldNames names)
{
    /// <param name="method">The method that was called. Its table gives the names of the fields.</param>
    public Refusal Of(Error error, ApiTable? method = null)
    {
        var row = table.Of(error);
        var name = error.Field is { } field ? names.Of(field, method?.Section("request") ?? []) : error.What;
        if (table.PlacesNames) return new(row.Code, Placed(Filled(row.Zh, error), name), Placed(Filled(row.En, error), name), name);
        return new(row.Code, Filled(row.Zh, error) + (name is null ? "" : $": {name}"), Filled(row.En, error), name);
    }

    /// <summary>Fills in the name. Without a name the placeholder is removed together with its brackets.</summary>
    private static string Placed(string words, string? name) => name is not null
        ? words.Replace(ErrorTable.NameMark, name) : EmptyPlace().Replace(words, "");

    public string Of(Reason reason) => reason.Said ?? Of(reason.Error!).Zh;

    /// <summary>The sandbox's hint for a refusal, with its values filled in.</summary>
    public Hint? HintOf(Error error) =>
        table.Of(error).Hint is { } hint ? hint with { Words = hint.Words is var (zh, en) ? (Filled(zh, error), Filled(en, error)) : null }
            : null;

    /// <summary>Replaces {names} of refusals in a text by their words on the wire.</summary>
    public string InWords(string text) => NameOfError().Replace(text, name =>
        Errors.All.TryGetValue(name.Groups[1].Value, out var error) && Of(error) is var said ? $"{said.Zh} / {said.En}" : name.Value);

    /// <summary>{0} is the first value of the refusal.</summary>
    private static string Filled(string text, Error error)
    {
        foreach (var (at, value) in error.Values.Index()) text = text.Replace($"{{{at.ToString(CultureInfo.InvariantCulture)}}}", value);
        return text;
    }

    [GeneratedRegex(@"（\{name\}）| ?\(\{name\}\)")]
    private static partial Regex EmptyPlace();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex NameOfError();
}
