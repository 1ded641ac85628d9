using Tongbao.Core.Platform;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders.Opening;

namespace Tongbao.Core.Orders.Freezing;

/// <summary>冻结单 of the marketplace: its number is unique in the app; what is left of it stands in `.h`.</summary>
public sealed record Freeze(string No, BizUserId Member, AccountId Account, Cents Amount, Cents Left, string Digest, DateTimeOffset At)
{
    public static readonly RowKind<Freeze> Rows = new("freezes", f => f.No);

    public string Reason => $"freeze:{No}";

    /// <summary>The requests that lifted a part of it, which have no serial of their own: by their signatures.</summary>
    public IReadOnlyList<Release> Releases { get; init; } = [];

    /// <summary>
    /// Did this very request lift a part before? Money moves here without a serial, so the signature is one (docs/wires/tsy2.md, repeats),
    /// from the first repeat on; it is looked for in the transaction that moves, and a request whose timestamp is stale does not come so
    /// far.
    /// </summary>
    public bool WasReleasedBy(RawRequest? request) => request is not null && Releases.Any(r => r.Request == request.Fingerprint);
}

/// <summary>解冻 of a part: which request did it, and when it came.</summary>
public sealed record Release(string Request, DateTimeOffset At);

/// <summary>冻结金额 (通商云 4.2.13).</summary>
public sealed record FreezeMoney(BizUserId Member, string BizFreezeNo, string AccountSetNo, Cents Amount) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Freezes.Find(BizFreezeNo) is { } twin)
            return await IsRepeatOf(book, twin) ? new Frozen(BizFreezeNo, twin.Amount) : Errors.OrderExists;
        if (await FreezeTarget.Find(book, Member, AccountSetNo) is var (account, wrong) && wrong is not null) return wrong;
        if (!Amount.IsPositive) return Errors.WrongAmount.On(nameof(Amount), Amount, Allowed.Sum);
        var freeze = new Freeze(BizFreezeNo, Member, account, Amount, Amount, book.Serial.Digest, book.Now);
        if (!await book.Holds.Place(account, freeze.Reason, Amount, Events.FreezePlaced, BizFreezeNo))
            return Errors.AvailableShort.On(nameof(Amount), Amount, Allowed.AtMost(await book.Ledger.Available(account)));
        book.Freezes.Save(freeze);
        return new Frozen(BizFreezeNo, Amount);
    }

    /// <summary>Of a freeze no request is kept: one with a digest of before is known by what its row says.</summary>
    private async ValueTask<bool> IsRepeatOf(Book book, Freeze twin) => ContentDigest.IsOfBefore(twin.Digest)
        ? (twin.Member, twin.Account, twin.Amount) == (Member, book.AccountOf(Member), Amount) && AccountSetNo == book.App.CustodySet
        : await book.IsRepeat(twin.Digest, BizFreezeNo);
}

/// <summary>解冻金额 (通商云 4.2.14): all of a freeze or a part, never more than is left.</summary>
public sealed record UnfreezeMoney(BizUserId Member, string BizFreezeNo, string AccountSetNo, Cents Amount) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var freeze = await book.Freezes.Find(BizFreezeNo);
        if (freeze?.WasReleasedBy(book.Request) == true) return new Frozen(BizFreezeNo, Amount);
        if (await FreezeTarget.Find(book, Member, AccountSetNo) is var (account, wrong) && wrong is not null) return wrong;
        if (freeze is null || freeze.Account != account) return Errors.FreezeNotFound;
        if (!Amount.IsPositive) return Errors.WrongAmount.On(nameof(Amount), Amount, Allowed.Sum);
        if (Amount > freeze.Left) return Errors.FrozenShort.On(nameof(Amount), Amount, Allowed.AtMost(freeze.Left));
        await book.Holds.Take(freeze.Account, freeze.Reason, Amount);
        await book.Ledger.Must(Events.FreezeReleased, BizFreezeNo, new Move(freeze.Account.Held(), freeze.Account.Available(), Amount));
        book.Freezes.Save(freeze with { Left = freeze.Left - Amount, Releases = book.Request is { } by
            ? [.. freeze.Releases, new Release(by.Fingerprint, by.ReceivedAt)] : freeze.Releases });
        return new Frozen(BizFreezeNo, Amount);
    }
}

public sealed record Frozen(string BizFreezeNo, Cents Amount) : Reply;

internal static class FreezeTarget
{
    public static async ValueTask<(AccountId Account, Error? Wrong)> Find(Book book, BizUserId id, string accountSetNo)
    {
        if (id.IsPlatform || await book.FindMember(id) is not { } member) return (default, Errors.MemberNotFound);
        if (member.Locked) return (default, Errors.MemberLocked);
        return accountSetNo == book.Sets.OfMembers ? (book.AccountOf(id), null)
            : (default, Errors.WrongAccountSet.About(accountSetNo).On("AccountSetNo", accountSetNo, Allowed.Just(book.Sets.OfMembers)));
    }
}
