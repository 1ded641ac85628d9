namespace Tongbao.Simulators;

/// <summary>企业工商要素 that are verified (通商云 4.1.6, flow 5).</summary>
/// <param name="HasOneNumber">认证类型 一证: the 统一社会信用代码 stands for the three numbers of 三证.</param>
public sealed record CompanyQuestion(string CompanyName, string LegalName, string LegalId, bool HasOneNumber, string? UniCredit,
    string? BusinessLicense, string? TaxRegister, string? OrganizationCode)
{
    /// <summary>Nothing of it may reach a log.</summary>
    public override string ToString() => "企业认证";
}

/// <summary>工商信息: every company is what it says, apart from what the test values keep for being refused.</summary>
public sealed class CompanyRegister
{
    /// <summary>The first that does not fit is the reason.</summary>
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
