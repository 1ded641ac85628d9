using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>接口文档: what the reference at /docs says about a wire beside the wire's tables.</summary>
public interface IWireReference
{
    string Wire { get; }

    /// <summary>The wire's name, and the title of its index page in English.</summary>
    (string Zh, string En) Title { get; }

    /// <summary>The address of its index page. Its other pages are below.</summary>
    string Root { get; }

    /// <summary>The groups of interfaces in reading order.</summary>
    IReadOnlyList<(string Id, string Zh)> Groups { get; }

    string GroupOf(ApiTable api);

    /// <summary>The address that the merchant calls.</summary>
    string AddressOf(ApiTable api);

    /// <summary>What every request has, in the order in which a client builds it.</summary>
    IReadOnlyList<(string Field, string Zh)> Envelope { get; }

    /// <summary>More about requests and answers: paragraphs in Chinese, and a summary in English.</summary>
    IReadOnlyList<string> Notes { get; }
    string Summary { get; }

    /// <summary>The code of an interface that is known but has no use case.</summary>
    string NotServed { get; }

    /// <summary>The lead of the dictionary, and tables that it has besides choices.tbl.</summary>
    (string En, string Lead) Dictionary { get; }
    IReadOnlyList<ListedTable> Lists { get; }

    /// <summary>The lead of the page of codes.</summary>
    (string En, string Lead) Codes { get; }

    /// <summary>An example as a whole message, and its title.</summary>
    (string Title, JsonObject Message) Example(ApiTable api, string section, string title, JsonObject fields);
}

/// <summary>A table of catalog/ that the dictionary shows as it is.</summary>
/// <param name="File">Its path below catalog/.</param>
/// <param name="Row">A line's words as columns.</param>
public sealed record ListedTable(string Id, string Title, string File, IReadOnlyList<string> Columns,
    Func<string[], IReadOnlyList<string>> Row)
{
    /// <summary>The words from a place on, as one column.</summary>
    public static string Rest(string[] words, int from) => string.Join(' ', words[from..]);
}
