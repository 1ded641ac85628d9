using System.ComponentModel.DataAnnotations;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Sandbox.Lists;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>会员 as the sandbox shows it. ID numbers, cards and phones are masked.</summary>
public sealed record MemberView(string BizUserId, string UserId, [property: OneOf(typeof(MemberType))] string Type, bool Locked,
    bool Verified, DateTimeOffset RegisteredAt,
    string? Phone, string? Name, string? IdNumber, CompanyView? Company, IReadOnlyList<CardView> Cards, IReadOnlyList<string> AcctTypes,
        string? ContractNo, bool HasPassword,
    DateTimeOffset? PasswordLockedUntil)
{
    /// <param name="credential">The payment password, if one is set.</param>
    public static MemberView Of(App app, Member m, Credential? credential, Catalogue catalogue) =>
        new(m.Id.Value, m.UserId, InJson.Of(m.Type), m.Locked, m.CheckVerified() is null, Days.ToChina(m.RegisteredAt), m.Phone?.Masked,
        m.RealName,
        m.IdNumber?.Masked, m.Company is { } c ? CompanyView.Of(c, catalogue.WordsOf(app, c.Wire))
            : null, [.. m.Cards.Select(CardView.Of)], [.. m.Accts.Select(a => a.AcctType)], m.ContractNo, m.HasPassword,
        credential?.LockedUntil is { } until ? Days.ToChina(until) : null);
}

/// <summary>企业信息, with the state of its review.</summary>
public sealed record CompanyView(string Name, [property: OneOf(typeof(ReviewState))] string Review, string? FailReason, string? UniCredit,
    string LegalName, string AccountNo, DateTimeOffset? CheckedAt)
{
    public static CompanyView Of(Company c, ErrorWords words) =>
        new(c.CompanyName, InJson.Of(c.Review), c.FailReason is { } why ? words.Of(why)
        : null, c.UniCredit, c.LegalName, c.AccountNo.Masked, c.CheckedAt is { } at ? Days.ToChina(at) : null);
}

/// <summary>绑定的银行卡.</summary>
public sealed record CardView(string CardNo, string BankName, [property: AllowedValues("debit", "credit")] string CardType, bool Safe,
    DateTimeOffset BoundAt)
{
    public static CardView Of(Card c) =>
        new(c.No.Masked, c.BankName, c.CardType == Tongbao.Core.Members.CardType.Credit ? "credit"
            : "debit", c.IsSafe, Days.ToChina(c.BoundAt));
}

/// <summary>剧本: a scenario that waits for a trade.</summary>
/// <param name="Times">How many more orders it applies to.</param>
public sealed record WaitingScenario(string Id, string App, WaitingMatch Match, IReadOnlyList<StepView> Then, int Times)
{
    public static WaitingScenario Of(string id, Scenario s) =>
        new(id, s.App, new WaitingMatch(s.Match.PayMethod, s.Match.Amount, s.Match.CardNo is not null, s.Match.BizUserId),
        [.. s.Then.Select(t => new StepView(t.Result, t.After is { } after ? System.Xml.XmlConvert.ToString(after)
            : null, t.Amount, t.Message, t.IsLost))], s.Times);
}

/// <param name="OneCard">It applies to a single card, whose number is not stored.</param>
public sealed record WaitingMatch(string? PayMethod, long? Amount, bool OneCard, string? BizUserId);
