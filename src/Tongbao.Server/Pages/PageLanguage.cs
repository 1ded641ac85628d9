using Microsoft.AspNetCore.Components;

namespace Tongbao.Server.Pages;

/// <summary>语言: a page speaks one language, the one that its reader's browser prefers of the two.</summary>
/// <param name="Tag">As HTML calls it.</param>
public sealed record PageLanguage(string Tag)
{
    public static readonly PageLanguage Chinese = new("zh-CN"), English = new("en");

    /// <summary>By Accept-Language; English for whoever asks for other languages alone, Chinese for whoever asks for none.</summary>
    public static PageLanguage Of(HttpRequest request)
    {
        var wished = request.GetTypedHeaders().AcceptLanguage.Where(l => l.Quality is not 0 && l.Value != "*")
            .OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.Value ?? "").ToList();
        var first = wished.FirstOrDefault(l => Is(l, "zh") || Is(l, "en"));
        return first is null ? wished.Count == 0 ? Chinese : English : Is(first, "zh") ? Chinese : English;
    }

    private static bool Is(string wished, string language) =>
        wished.StartsWith(language, StringComparison.OrdinalIgnoreCase)
            && (wished.Length == language.Length || wished[language.Length] == '-');
}

/// <summary>Every component of a page: what it says, it says in the page's language.</summary>
public abstract class PageComponent : ComponentBase
{
    [CascadingParameter] protected PageLanguage Language { get; set; } = PageLanguage.Chinese;

    protected string Say(string zh, string en) => Language == PageLanguage.English ? en : zh;
}
