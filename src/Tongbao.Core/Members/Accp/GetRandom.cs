using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Accp;

/// <summary>随机密码因子获取 (连连 账户 3.12). The user need not be there yet: an opening brings a password, too.</summary>
public sealed record GetRandom(BizUserId Member, string FlagChnl, string? EncryptAlgorithm) : Command
{
    /// <summary>国密 is not built (docs/wires/accp.md, D2).</summary>
    private const string Sm2 = "SM2", Sm2Page = "PCH5";

    public override ValueTask<Result> Run(Book book)
    {
        if ((EncryptAlgorithm ?? (FlagChnl == Sm2Page ? Sm2 : null)) == Sm2) return new(Errors.FactorNotIssued);
        if (book.Environment.Part<IWireTerms>().Of(book.Wire).PasswordControl is not { } control) return new(Errors.FactorNotIssued);
        var factor = new RandomFactor(Guid.NewGuid().ToString(), Member, new Secret(book.Environment.Digits(RandomFactor.Digits)),
            book.Now + RandomFactor.Life);
        book.RandomFactors.Save(factor);
        var papers = control.PapersFor(book.App.On(book.Wire)!, FlagChnl, book.Now);
        return new(new Given(Member, factor.Key, factor.Value.Clear, papers.Licence, papers.Map, papers.PublicKey));
    }

    public sealed record Given(BizUserId Member, string RandomKey, string RandomValue, string? License, string? MapArr,
        string RsaPublicContent) : Reply;
}
