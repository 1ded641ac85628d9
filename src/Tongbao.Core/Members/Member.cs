namespace Tongbao.Core.Members;

/// <summary>会员类型 (6.1). The numbers are those that stand in the store.</summary>
public enum MemberType { Company = 2, Person = 3 }

/// <summary>用户状态 (6.7).</summary>
public enum MemberState { Valid, Locked }

/// <summary>银行卡类型 (6.3). The numbers are those that stand in the store.</summary>
public enum CardType { Debit = 1, Credit = 2 }

/// <summary>会员: a person or company of an app, with all it has bound.</summary>
public sealed record Member
{
    /// <summary>访问终端类型 of who came by an interface that does not say it: PC.</summary>
    public const long ByInterface = 2;

    public static readonly RowKind<Member> Rows = new("members", m => m.Id.Value);

    public required BizUserId Id { get; init; }
    public required string UserId { get; init; }
    public required MemberType Type { get; init; }
    public required long Source { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public bool Locked { get; init; }
    public Phone? Phone { get; init; }
    public string? RealName { get; init; }
    public IdNumber? IdNumber { get; init; }
    public DateTimeOffset? RealNameAt { get; init; }
    public Company? Company { get; init; }
    public IReadOnlyList<Card> Cards { get; init; } = [];

    /// <summary>绑卡申请: a binding that waits for its code.</summary>
    public CardBinding? Binding { get; init; }
    public IReadOnlyList<BoundAcct> Accts { get; init; } = [];
    public string? ContractNo { get; init; }

    /// <summary>支付密码: it stands in a row of its own (<see cref="Credential"/>).</summary>
    public bool PasswordSet { get; init; }

    /// <summary>The payment password, its errors and its lock as versions before kept them here; read, and moved when it is used.</summary>
    public Secret? PasswordHash { get; init; }
    public IReadOnlyList<DateTimeOffset> PasswordErrors { get; init; } = [];
    public DateTimeOffset? PasswordLockedUntil { get; init; }

    public bool HasPassword => PasswordSet || PasswordHash is not null;

    /// <summary>开户申请; null of a member that was made without one.</summary>
    public Opening? Opening { get; init; }
    public AccountBar? AccountBar { get; init; }

    /// <summary>黑名单: who is on it is locked, too.</summary>
    public Blacklist? Blacklist { get; init; }

    /// <summary>换绑: a company's new bank account that is not proved by a small remittance yet.</summary>
    public AccountChange? AccountChange { get; init; }

    /// <summary>会员角色: empty of a member that no wire with roles has opened.</summary>
    public IReadOnlyList<MemberRole> Roles { get; init; } = [];

    /// <summary>销户时间: it is never opened again, and stays locked on every wire.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>户名: the verified name of a person, the name of a company; empty where neither is there yet.</summary>
    public string RegisteredName => (Type == MemberType.Person ? RealName : Company?.CompanyName) ?? "";

    /// <summary>Our number of the user where a wire wants it short: the same without its dashes.</summary>
    public string UserNo => UserId.Replace("-", "", StringComparison.Ordinal);

    /// <summary>A member that opens by an interface, without anything yet.</summary>
    public static Member New(Book book, BizUserId id, MemberType type) => new()
    {
        Id = id, UserId = Guid.CreateVersion7(book.Now).ToString(), Type = type, Source = ByInterface, RegisteredAt = book.Now,
    };

    public Card? FindCard(BankCardNo no) => Cards.FirstOrDefault(c => c.No == no);

    /// <summary>May it receive and withdraw? A person is real-name verified, a company approved.</summary>
    /// <param name="property">By which the request named the member.</param>
    public Error? CheckVerified(string property = "Member")
    {
        if (Type == MemberType.Person) return RealName is null ? Errors.RealNameNotSet.On(property, Id.Value) : null;
        if (Company is null) return Errors.CompanyInfoNotSet.On(property, Id.Value);
        return Company.Review == ReviewState.Approved ? null : Errors.CompanyNotReviewed.On(property, Id.Value);
    }
}

/// <summary>绑定的银行卡.</summary>
/// <param name="Modes">绑卡方式 it was bound by (6.18), first one first.</param>
public sealed record Card(BankCardNo No, string BankName, string BankCode, CardType CardType, DateTimeOffset BoundAt, Phone? Phone,
    bool IsSafe, IReadOnlyList<int> Modes, string? UnionBank)
{
    /// <summary>绑卡协议号; null of a card that was bound before cards had one.</summary>
    public string? AgreementNo { get; init; }
}

/// <summary>A binding under way: what was asked, waiting for its code.</summary>
public sealed record CardBinding(string TraceNo, DateTimeOffset AskedAt, int Mode, BankCardNo Card, string Name, IdNumber IdNumber,
    Phone? Phone, bool IsSafe, string? UnionBank, string BankName, string BankCode, CardType CardType)
{
    /// <summary>协议支付签约, as 6.18 numbers it.</summary>
    private const int Agreement = 6;

    /// <summary>签约: with it the card's holder agrees to be debited, on whichever wire.</summary>
    public bool Signs { get; init; }

    public IReadOnlyList<int> Modes => Signs ? [Mode, Agreement] : [Mode];

    /// <summary>The card is bound in order to change the bound phone to its own (4.1.25).</summary>
    public bool ChangesPhone { get; init; }
}

/// <summary>卡 bin: which bank a card is of, and of which kind.</summary>
public sealed record CardBin(string Prefix, int Length, CardType CardType, string BankCode, string BankName, string CardName);

/// <summary>卡 bin 表.</summary>
public interface ICardRegistry
{
    CardBin? Find(BankCardNo card);
}

/// <summary>支行: a branch of a bank, and the number by which large payments reach it.</summary>
/// <param name="City">行政区划代码 of six digits.</param>
/// <param name="UnionBank">大额行号.</param>
public sealed record Branch(string BankCode, string City, string UnionBank, string BranchName);

/// <summary>银行表.</summary>
public interface IBankRegistry
{
    IReadOnlyList<Branch> Branches { get; }

    /// <summary>The name of a bank by its code: the first one if a code has several, null if the code is unknown.</summary>
    string? NameOf(string bankCode);

    /// <summary>The code of a bank of this name; the first where it has several.</summary>
    string? CodeOf(string name);
}
