namespace Tongbao.Simulators;

/// <summary>工商信息: every company is what it says, apart from names that are kept for being refused.</summary>
public sealed class CompanyRegister
{
    /// <summary>A company with this in its name is not on the register.</summary>
    public const string NoSuchName = "不存在";

    /// <param name="legalName">法人姓名.</param>
    /// <param name="legalId">法人证件号码; not read: 法人 may have papers of any kind.</param>
    /// <param name="creditCode">统一社会信用代码.</param>
    public (bool Ok, string? Reason) Check(string companyName, string legalName, string legalId, string? creditCode)
    {
        if (companyName.Contains(NoSuchName, StringComparison.Ordinal)) return (false, "企业信息不存在");
        return legalName == PersonRegister.NobodyName ? (false, "法人信息不一致") : (true, null);
    }
}
