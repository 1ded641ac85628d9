using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>开户进度: how far an application came.</summary>
public enum OpeningState { Applied, AtBank, Reviewing, ProofPending, Failed, Done }

/// <summary>
/// 开户: the application by which a member is opened, and what it holds until it is. What is opened stands in the member itself.
/// </summary>
/// <param name="Name">Of the person or company, as applied for.</param>
/// <param name="Phone">The phone to be bound.</param>
public sealed record Opening(BizOrderNo BizNo, string Name, IdNumber IdNumber, Phone Phone)
{
    public OpeningState State { get; init; } = OpeningState.Applied;

    /// <summary>绑卡: a person's card, its elements found to be of one another.</summary>
    public CardBinding? Card { get; init; }

    /// <summary>A company's papers until they go to review.</summary>
    public Company? Company { get; init; }

    /// <summary>Why the last try failed.</summary>
    public Reason? FailReason { get; init; }
    public SmallRemittance? Proof { get; init; }
}

/// <summary>打款验证: the small sum that a company sends from its account to prove it, and until when.</summary>
/// <param name="Deadline">The last day.</param>
public sealed record SmallRemittance(string AccountNo, string AccountName, Cents Amount, DateOnly Deadline)
{
    private const int DaysToPay = 3, MostFen = 99;

    /// <summary>A sum that nobody guesses, to the platform's account at its bank.</summary>
    public static SmallRemittance Ask(Book book) => new(book.App.BankAccountNo, book.App.Name,
        new Cents(1 + int.Parse(book.Environment.Digits(6), System.Globalization.CultureInfo.InvariantCulture) % MostFen),
        Days.DateOf(book.Now).AddDays(DaysToPay));

    /// <summary>When it is too late.</summary>
    public DateTimeOffset Ends => Days.At(Deadline.AddDays(1), TimeSpan.Zero);
}

/// <summary>已验证手机: the phone that a user proved by a code, before there is a member to bind it to.</summary>
public sealed record ProvedPhone(BizUserId Member, Phone Phone, DateTimeOffset At)
{
    public static readonly RowKind<ProvedPhone> Rows = new("proved_phones", p => p.Member.Value);
}

/// <summary>证件照片 of a user: both sides of the ID card (of a company its legal person's), and a company's licence.</summary>
public sealed record Papers(BizUserId Member)
{
    public static readonly RowKind<Papers> Rows = new("papers", p => p.Member.Value);
    public static readonly BlobNames<Papers> Blobs =
        new(Rows, p => new[] { p.Emblem, p.Portrait, p.Licence, p.Other }.OfType<BlobKey>());

    public const string Purpose = "papers";

    /// <summary>How long what nobody names any more, or nobody named yet, is kept.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(90);

    public BlobKey? Emblem { get; init; }
    public BlobKey? Portrait { get; init; }
    public BlobKey? Licence { get; init; }

    /// <summary>其他影印件.</summary>
    public BlobKey? Other { get; init; }

    /// <summary>Is there all that the review of a company looks at?</summary>
    public bool SufficeForCompany => Emblem is not null && Portrait is not null && Licence is not null;
}

/// <summary>同证件用户: who is verified by one ID number.</summary>
/// <param name="IdNumber">A fingerprint of it.</param>
public sealed record IdHolder(string IdNumber, IReadOnlyList<BizUserId> Members)
{
    public static readonly RowKind<IdHolder> Rows = new("id_holders", h => h.IdNumber);
}
