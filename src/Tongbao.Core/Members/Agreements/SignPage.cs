using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Agreements;

/// <summary>A step of a party on its page: which request, and whose page.</summary>
public abstract record SigningStep(OrderNo Signing, SigningSide Side) : Command
{
    protected const string Purpose = "signAgreement";

    public sealed override async ValueTask<Result> Run(Book book)
    {
        if (await book.Signings.Find(Signing.Value) is not { Kind: SigningKind.Agreements or SigningKind.Letter } signing)
            return Errors.NothingToDo;
        if (book.Now >= signing.ExpiresAt || (await book.OpenFor(signing, Side)).Count == 0) return Errors.NothingToDo;
        if (await book.FindMember(signing.SignerOf(Side)) is not { } signer) return Errors.MemberNotFound;
        return signer.Locked ? Errors.MemberLocked : await Take(book, signing, signer);
    }

    protected abstract ValueTask<Result> Take(Book book, Signing signing, Member signer);

    /// <summary>Codes of signing go to the bound phone of whoever signs; that of a letter to the phone that the letter binds.</summary>
    public static Phone? PhoneOf(Signing signing, Member signer) => signing.Authorised?.Phone ?? signer.Phone;

    /// <summary>By which the code of a page is known.</summary>
    public static string CodeId(Signing signing, SigningSide side) => SmsMessage.KeyOf(About(signing, side), Purpose);

    protected static string About(Signing signing, SigningSide side) => $"{signing.No}-{(int)side}";

    /// <summary>What stands in the way of a signature.</summary>
    protected static Error? CheckReady(Signing signing, Member signer)
    {
        if (signing.Kind == SigningKind.Letter && signer.Phone is not null) return Errors.PhoneAlreadyBound;
        if (signing.Kind == SigningKind.Letter && signing.FacePassedAt is null) return Errors.FaceCheckNeeded;
        return PhoneOf(signing, signer) is null ? Errors.PhoneNotBound : null;
    }

    /// <summary>The side has signed; a signed letter binds the phone of whom it authorises.</summary>
    protected async ValueTask<Result> Signed(Book book, Signing signing, Member signer)
    {
        if (signing.Authorised is { } authorised) book.Members.Save(signer with { Phone = authorised.Phone });
        await book.Sign(signing, Side);
        return Done.It;
    }
}

/// <summary>发送签约验证码.</summary>
public sealed record SendSigningCode(OrderNo Signing, SigningSide Side) : SigningStep(Signing, Side)
{
    protected override async ValueTask<Result> Take(Book book, Signing signing, Member signer)
    {
        if (CheckReady(signing, signer) is { } notReady) return notReady;
        var phone = PhoneOf(signing, signer)!;
        return await book.SendCodeAsked(About(signing, Side), phone, Purpose, SmsMessage.BindLife) is { } notNow ? notNow : Done.It;
    }
}

/// <summary>签约: the party signs all that its page shows, by the code to its phone.</summary>
public sealed record SignByCode(OrderNo Signing, SigningSide Side, Secret Code) : SigningStep(Signing, Side)
{
    protected override async ValueTask<Result> Take(Book book, Signing signing, Member signer)
    {
        if (CheckReady(signing, signer) is { } notReady) return notReady;
        if (await book.JudgeCode(About(signing, Side), Purpose, PhoneOf(signing, signer), Code) is { } wrong) return wrong;
        await book.UseCode(About(signing, Side), Purpose);
        return await Signed(book, signing, signer);
    }
}

/// <summary>签约 in place of the page: the party signs as if it had typed the code. The sandbox alone does this.</summary>
public sealed record SignForMember(OrderNo Signing, SigningSide Side) : SigningStep(Signing, Side)
{
    protected override async ValueTask<Result> Take(Book book, Signing signing, Member signer) =>
        CheckReady(signing, signer) is { } notReady ? notReady : await Signed(book, signing, signer);
}

/// <summary>拒绝签约: what the party would sign fails.</summary>
public sealed record RefuseSigning(OrderNo Signing, SigningSide Side) : SigningStep(Signing, Side)
{
    protected override async ValueTask<Result> Take(Book book, Signing signing, Member signer)
    {
        await book.Fail(signing, Side, Reasons.SigningRefused);
        return Done.It;
    }
}

/// <summary>人脸识别结果 of the legal person, before a letter of authority. The third failure ends the request.</summary>
public sealed record FaceChecked(OrderNo Signing, bool Passed) : SigningStep(Signing, SigningSide.Payee)
{
    protected override async ValueTask<Result> Take(Book book, Signing signing, Member signer)
    {
        if (signing.Kind != SigningKind.Letter || signing.FacePassedAt is not null) return Errors.NothingToDo;
        var checkedNow = Passed ? signing with { FacePassedAt = book.Now } : signing with { FaceFailures = signing.FaceFailures + 1 };
        book.Signings.Save(checkedNow);
        if (checkedNow.FaceFailures >= Agreements.Signing.MostFaceChecks) await book.Fail(checkedNow, null, Reasons.FaceCheckFailed);
        return new FaceResult(Passed, Agreements.Signing.MostFaceChecks - checkedNow.FaceFailures);
    }
}

/// <param name="TriesLeft">Of face checks that may still fail.</param>
public sealed record FaceResult(bool Passed, int TriesLeft) : Reply;

/// <summary>签约链接过期: what is not signed by then fails.</summary>
public sealed record ExpireSigning(OrderNo Signing) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(SigningResults.ExpiryId(Signing)) is { } item) book.Work.Remove(item);
        if (await book.Signings.Find(Signing.Value) is { } signing) await book.Fail(signing, null, Reasons.SigningExpired);
        return Done.It;
    }
}
