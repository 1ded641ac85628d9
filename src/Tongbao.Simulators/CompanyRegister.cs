namespace Tongbao.Simulators;

/// <summary>企业工商要素: the company data that are verified (通商云 4.1.6, flow 5).</summary>
/// <param name="HasOneNumber">认证类型 一证: the 统一社会信用代码 replaces the three numbers of 三证.</param>
public sealed record CompanyQuestion(string CompanyName, string LegalName, string LegalId, bool HasOneNumber, string? UniCredit,
    string? BusinessLicense, string? TaxRegister, string? OrganizationCode)
{
    /// <summary>Must not reveal anything, because it may be logged.</summary>
    public override string ToString() => "企业认证";
}

/// <summary>
/// 工商信息: all company data are right, except those that differ from a listed company and the test values reserved for refusals.
/// </summary>
public sealed class CompanyRegister(IRegistry registry)
{
    /// <summary>The first mismatch is the reason.</summary>
    public async ValueTask<(bool Ok, string? Reason)> Check(CompanyQuestion question)
    {
        if (question is { HasOneNumber: true, UniCredit: { } code } && await registry.Company(code) is { } listed)
            return ReasonOf(listed, question) is var reason ? (reason is null, reason) : default;
        var wrong = TestValues.Find("company", field => ValueOf(field, question));
        return (wrong is null, wrong?.Message);
    }

    private static string? ReasonOf(ListedCompany listed, CompanyQuestion q)
    {
        if (!ListedCard.Agree(listed.Name, q.CompanyName)) return "企业信息不一致";
        if (!ListedCard.Agree(listed.LegalName, q.LegalName)) return "法人信息不一致";
        return ListedCard.Agree(listed.LegalIdNo, q.LegalId) ? null : "法人证件号不一致";
    }

    private static string? ValueOf(string field, CompanyQuestion q) => field switch
    {
        "companyName" => q.CompanyName,
        "legalName" => q.LegalName,
        "legalIds" => q.LegalId,
        "uniCredit" => q.HasOneNumber ? q.UniCredit : null,
        _ when q.HasOneNumber => null,
        "businessLicense" => q.BusinessLicense,
        "taxRegister" => q.TaxRegister,
        "organizationCode" => q.OrganizationCode,
        _ => null,
    };
}
