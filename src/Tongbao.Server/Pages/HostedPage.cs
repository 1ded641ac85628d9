using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Pages;

/// <summary>
/// 托管页面: what a person meets who follows a merchant's signed link. One class a page, named as its .api file; what it does are use cases
/// of Core. The infrastructure has checked signature, freshness and table before Open, and session, expiry and token before Submit.
/// </summary>
public abstract class HostedPage
{
    /// <summary>The name of its .api file, which has its path and its fields.</summary>
    public abstract string Name { get; }

    /// <summary>What its link is read into, with the lengths and forms that this has.</summary>
    public abstract Type Request { get; }

    /// <summary>
    /// The signed link just came: may this be done at all? <see cref="PageAnswer.Stays"/> leads to the session's own address.
    /// </summary>
    public abstract Task<PageAnswer> Open(PageVisit visit);

    /// <summary>The page as it stands now; looking at it changes nothing.</summary>
    public abstract Task<PageAnswer> Show(PageVisit visit);

    /// <summary>The form of the page came back.</summary>
    public abstract Task<PageAnswer> Submit(PageVisit visit, PageForm form);
}

/// <summary>What a page answers.</summary>
public abstract record PageAnswer
{
    private PageAnswer() { }

    /// <summary>A component with its parameters.</summary>
    /// <param name="MayLeadTo">The merchant's address that the page's form may end at: browsers follow no other.</param>
    public sealed record Shows(Type Component, IReadOnlyDictionary<string, object?> Parameters, string? MayLeadTo, int Status) : PageAnswer;

    /// <summary>The page is completed, and the browser goes back to the merchant.</summary>
    public sealed record Leads(PageReturn Back) : PageAnswer;

    /// <summary>The browser goes to another page, such as the bank's, and may come back: the session stays open.</summary>
    public sealed record Goes(string Url) : PageAnswer;

    /// <summary>The browser goes to the session's own address.</summary>
    public sealed record ToItself : PageAnswer;

    /// <summary>Refused for good, with a way back to the merchant where there is one.</summary>
    public sealed record Refuses(Error Error, PageReturn? Back) : PageAnswer;

    public static readonly PageAnswer Stays = new ToItself();

    public static PageAnswer Show<T>(IReadOnlyDictionary<string, object?> parameters, string? mayLeadTo,
        int status = StatusCodes.Status200OK) where T : IComponent =>
        new Shows(typeof(T), parameters, mayLeadTo, status);

    public static PageAnswer LeadBack(PageReturn back) => new Leads(back);

    public static PageAnswer GoTo(string url) => new Goes(url);

    public static PageAnswer Refuse(Error error, PageReturn? back = null) => new Refuses(error, back);
}

/// <summary>The fields of a submitted form; the token has been taken out and checked.</summary>
public sealed class PageForm(IReadOnlyDictionary<string, string> fields)
{
    /// <summary>What was typed, without blanks at its ends; empty where the field is missing.</summary>
    public string this[string name] => fields.TryGetValue(name, out var value) ? value.Trim() : "";

    /// <summary>A password as it was typed, blanks and all.</summary>
    public Secret Secret(string name) => new(fields.GetValueOrDefault(name) ?? "");

    /// <summary>Which of the form's buttons was pressed.</summary>
    public string Action => this["action"];
}

/// <summary>One visit to a page: who asks, what the signed link said, and the means to run use cases.</summary>
public sealed class PageVisit(AppKeys keys, Tables catalog, IWirePages wire, PageSession session, string id, FieldReader reader,
    Asker asker, QueryRunner queries, Teller teller, TimeProvider clock)
{
    public AppKeys Keys { get; } = keys;
    public ApiTable Table { get; } = catalog.Apis.First(a => a.Name == session.Page);
    public ErrorWords Words { get; } = catalog.Words;
    public PageSession Session { get; private set; } = session;

    /// <summary>Where the page's form goes: its own address.</summary>
    public string Address { get; } = AddressOf(keys.App.Id, id);

    public static string AddressOf(AppId app, string id) => $"/yungateway/page/{app}/{id}";

    /// <summary>The fields of the signed link as a record whose parameters are Properties of the .api table.</summary>
    public T Request<T>() where T : class
    {
        using var param = JsonDocument.Parse(Session.Request.Clear);
        return reader.Bind(Table.Section("request"), param.RootElement, typeof(T), Keys) is { Value: T asked } ? asked
            : throw new InvalidOperationException($"a link of {Table.Name} was let in that cannot be read");
    }

    /// <summary>Runs a use case, with the questions to the world outside that it raises.</summary>
    public Task<Result> Run(Command command) =>
        asker.Run(Keys.App.Id, command, Session.ToKeep(clock.GetUtcNow()));

    public Task<T?> Read<T>(Func<Book, ValueTask<T>> read) => queries.Read(Keys.App.Id, read);

    /// <summary>The way back to the merchant's address after the page was completed.</summary>
    public PageReturn Done(string url, object facts) => wire.Links!.Done(Keys, Table, url, facts, clock.GetUtcNow());

    /// <summary>The way back to the merchant's address after a refusal.</summary>
    public PageReturn Refused(string url, Error error) => wire.Links!.Refused(Keys, Table, url, error, clock.GetUtcNow());

    /// <summary>The way back to the return address of an order, with its present state; null: nothing is sent back.</summary>
    public async Task<PageReturn?> WithOrder(Order order) =>
        order.Said.FrontUrl is { } url && await Read(book => new ValueTask<NoticeFacts?>(wire.Told(book, order))) is { } told
            ? wire.OfOrder(Keys, url, told, clock.GetUtcNow()) : null;

    /// <summary>Remembers something for the page's next step.</summary>
    public async Task Keep(string state) =>
        Session = ((SessionReply)(await teller.Run(Keys.App.Id, new KeepInSession(Session.Key, state, null))).Result.Reply!).Session;

    public string? State => Session.State?.Clear;
}
