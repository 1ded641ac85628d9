namespace Tongbao.Simulators;

/// <summary>企业工商要素 that are verified (通商云 4.1.6, flow 5).</summary>
/// <param name="HasOneNumber">认证类型 一证: the 统一社会信用代码 stands for the three numbers of 三证.</param>
public sealed record CompanyQuestion(string CompanyName, string LegalName, string LegalId, bool HasOneNumber, string? UniCredit,
    string? BusinessLicense, string? TaxRegister, string? OrganizationCode)
{
    /// <summary>Nothing of it may reach a log.</summary>
    public override string ToString() => "企业认证";
}

/// <summary>工商信息: every company is what it says, apart from names and endings that are kept for being refused.</summary>
public sealed class CompanyRegister
{
    /// <summary>A company with this in its name is not on the register.</summary>
    public const string NoSuchName = "不存在";

    /// <summary>The end of a number that is not the company's, nor its legal person's.</summary>
    public const string WrongEnding = PersonRegister.NobodyEnding;

    /// <summary>The first that does not fit is the reason.</summary>
    private static readonly (Func<CompanyQuestion, bool> IsWrong, string Reason)[] Elements =
    [
        (q => q.CompanyName.Contains(NoSuchName, StringComparison.Ordinal), "企业信息不存在"),
        (q => q.LegalName == PersonRegister.NobodyName, "法人信息不一致"),
        (q => IsNobodys(q.LegalId), "法人证件号不一致"),
        (q => q.HasOneNumber && IsNobodys(q.UniCredit), "统一社会信用代码不一致"),
        (q => !q.HasOneNumber && IsNobodys(q.BusinessLicense), "工商注册号不一致"),
        (q => !q.HasOneNumber && IsNobodys(q.TaxRegister), "纳税人识别号不一致"),
        (q => !q.HasOneNumber && IsNobodys(q.OrganizationCode), "组织机构代码不一致"),
    ];

    public (bool Ok, string? Reason) Check(CompanyQuestion question)
    {
        var reason = Elements.FirstOrDefault(e => e.IsWrong(question)).Reason;
        return (reason is null, reason);
    }

    private static bool IsNobodys(string? number) => number?.EndsWith(WrongEnding, StringComparison.Ordinal) == true;
}
