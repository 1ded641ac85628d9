namespace Tongbao.Simulators;

/// <summary>企业工商要素: the company data that are verified (通商云 4.1.6, flow 5).</summary>
/// <param name="HasOneNumber">认证类型 一证: the 统一社会信用代码 replaces the three numbers of 三证.</param>
public sealed record CompanyQuestion(string CompanyName, string LegalName, string LegalId, bool HasOneNumber, string? UniCredit,
    string? BusinessLicense, string? TaxRegister, string? OrganizationCode)
{
    /// <summary>Must not reveal anything, because it may be logged.</summary>
    public override string ToString() => "企业认证";
}

/// <summary>工商信息: all company data are right, except the test values reserved for refusals.</summary>
public sealed class CompanyRegister
{
    /// <summary>The first mismatch is the reason.</summary>
    public (bool Ok, string? Reason) Check(CompanyQuestion question)
    {
        var wrong = TestValues.Find("company", field => ValueOf(field, question));
        return (wrong is null, wrong?.Message);
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
