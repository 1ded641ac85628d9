using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Agreements;

/// <summary>签约结果: what becomes of the agreements of a request, and how the merchant is told.</summary>
public static class SigningResults
{
    /// <summary>A link that was not used in time.</summary>
    public static readonly WorkKind Expiry = new("signing-expiry");

    public static string ExpiryId(OrderNo signing) => $"signing:{signing}";

    /// <summary>Begins the signing of these kinds of agreements. What an older request asked for and is not signed gives way.</summary>
    public static async ValueTask Begin(this Book book, Signing signing, IReadOnlyList<(AgreementKind Kind, int? MostBasisPoints)> asked)
    {
        book.Signings.Save(signing);
        foreach (var (kind, most) in asked)
        {
            var splitter = kind == AgreementKind.Split ? signing.Splitter : null;
            await book.YieldTo(kind, signing.Member, splitter);
            book.Agreements.Save(new Agreement
            {
                No = $"{LetterOf(kind)}{book.NextNumber()}", Kind = kind, Payee = signing.Member, Splitter = splitter,
                MostBasisPoints = most, Request = signing.Request, State = AgreementState.Unsigned,
            });
        }
        if (signing.ExpiresAt is { } end) book.Work.Save(Expiry.Item(ExpiryId(signing.No), signing.No.Value, end));
    }

    /// <summary>A side signs what is open for it; what has all its signatures then takes force.</summary>
    public static async ValueTask Sign(this Book book, Signing signing, SigningSide side)
    {
        foreach (var agreement in await book.OpenFor(signing, side))
        {
            var signed = side == SigningSide.Payee ? agreement with { PayeeSignedAt = book.Now }
                : agreement with { SplitterSignedAt = book.Now };
            if (signed.HasAllSignatures) await book.TakeForce(signed);
            else book.Agreements.Save(signed.After(AgreementEvent.OneSigns));
        }
        await book.Conclude(signing, null);
    }

    /// <summary>What is open fails: of one side what it would sign, without a side everything.</summary>
    public static async ValueTask Fail(this Book book, Signing signing, SigningSide? side, Reason why)
    {
        var agreements = await book.AgreementsOf(signing);
        foreach (var agreement in agreements.Where(a => a.IsOpen && (side is null || Signing.Signs(side.Value, a))))
            book.Agreements.Save(agreement.After(AgreementEvent.Fail) with { FailReason = why });
        await book.Conclude(signing, why);
    }

    /// <summary>What this side of a request has still to sign.</summary>
    public static async ValueTask<IReadOnlyList<Agreement>> OpenFor(this Book book, Signing signing, SigningSide side) =>
        [.. (await book.AgreementsOf(signing)).Where(a => a.IsOpen && Signing.Signs(side, a) && Signing.SignedAt(side, a) is null)];

    /// <summary>In the instant in which an agreement takes force the one before ends.</summary>
    private static async ValueTask TakeForce(this Book book, Agreement signed)
    {
        if (await book.AgreementInForce(signed.Kind, signed.Payee, signed.Splitter) is { } before)
            book.Agreements.Save(before.After(AgreementEvent.Renew));
        book.Agreements.Save(signed.After(AgreementEvent.AllSigned) with { SignedAt = book.Now });
        if (signed.Kind == AgreementKind.Acquiring) await book.OpenCompliance(signed.Payee);
    }

    /// <summary>An agreement of an older request that is not signed by all yet gives way. Nobody is told: who asked again knows.</summary>
    private static async ValueTask YieldTo(this Book book, AgreementKind kind, BizUserId payee, BizUserId? splitter)
    {
        foreach (var older in (await book.Agreements.List(Agreement.ByParty, payee.Value)).Where(a => a.IsOpen && a.Kind == kind
            && a.Splitter == splitter))
        {
            book.Agreements.Save(older.After(AgreementEvent.Yield) with { FailReason = Reasons.SigningAskedAgain });
            if (await book.FindOperation(older.Request) is { } operation
                && await book.Signings.Find(operation.OrderNo.Value) is { } signing)
                await book.EndIfNothingIsOpen(signing, operation);
        }
    }

    private static async ValueTask Conclude(this Book book, Signing signing, Reason? why)
    {
        var operation = (await book.FindOperation(signing.Request))!;
        await book.EndIfNothingIsOpen(signing, operation);
        book.Tell(operation, AccountNotices.Agreements, AgreementsTold.Of(signing, await book.AgreementsOf(signing), why));
    }

    private static async ValueTask EndIfNothingIsOpen(this Book book, Signing signing, AccountOperation operation)
    {
        if ((await book.AgreementsOf(signing)).Any(a => a.IsOpen)) return;
        book.SaveDone(operation);
        if (await book.Work.Find(ExpiryId(signing.No)) is { } expiry) book.Work.Remove(expiry);
    }

    /// <summary>The letter by which the number of an agreement begins.</summary>
    private static char LetterOf(AgreementKind kind) => kind switch
    {
        AgreementKind.Acquiring => 'E',
        AgreementKind.Commission => 'K',
        AgreementKind.Split => 'S',
        _ => 'A',
    };
}
