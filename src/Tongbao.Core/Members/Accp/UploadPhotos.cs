using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>
/// 上传照片 (连连 账户 3.19): before or after the application. They are kept sealed, beside the rows, in transactions of their own; those that they
/// replace are forgotten in time.
/// </summary>
public sealed record UploadPhotos(BizUserId Member, SecretBytes EmblemSide, SecretBytes PortraitSide, SecretBytes? Licence) : Command,
    IKeepingCommand
{
    public IReadOnlyList<BlobKey>? Kept { get; init; }
    public bool NotKept { get; init; }

    public Command With(IReadOnlyList<BlobKey>? kept) => this with { Kept = kept, NotKept = kept is null };

    public override async ValueTask<Result> Run(Book book)
    {
        if (NotKept) return Errors.PictureUnfit;
        if (await OpenAccount.CheckBars(book, Member) is { } barred) return barred;
        var member = await book.FindMember(Member);
        if (member is { Type: MemberType.Company } && Licence is null) return Errors.ParameterMissing.In(nameof(Licence));
        if (Kept is not { } keys)
        {
            book.Ask = new KeepAsk(this, Member, Papers.Purpose, Papers.Life,
                [EmblemSide, PortraitSide, .. Licence is null ? [] : new[] { Licence }]);
            return Done.It;
        }
        var before = await book.Papers.Find(Member.Value) ?? new Papers(Member);
        foreach (var key in keys)
        {
            if (!await book.Name(key)) return Errors.PictureUnfit;
        }
        foreach (var old in new[] { before.Emblem, before.Portrait, keys.Count > 2 ? before.Licence : null }.OfType<BlobKey>())
            await book.LetGo(old, Papers.Life);
        book.Papers.Save(before with { Emblem = keys[0], Portrait = keys[1], Licence = keys.Count > 2 ? keys[2] : before.Licence });
        if (member is not null) await OpeningResults.ReviewByItself(book, member);
        return new MemberNamed(Member);
    }
}
