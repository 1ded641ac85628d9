using Tongbao.Core.Members;

namespace Tongbao.Server.Pages.Members;

/// <summary>重置支付密码 (通商云 4.1.19).</summary>
public sealed class ResetPayPwdPage : PasswordPage<ResetPayPwd>
{
    public override string Name => ResetPayPwd.Method;
    protected override (string, string) Title => ("重置支付密码", "Reset your payment password");
    protected override bool AsksOld => false;

    protected override BizUserId MemberOf(ResetPayPwd asked) => asked.Member;
    protected override string? JumpUrlOf(ResetPayPwd asked) => asked.JumpUrl;
    protected override ResetPayPwd SendingCode(ResetPayPwd asked) => asked with { SendsCode = true };
    protected override ResetPayPwd Filled(ResetPayPwd asked, PageForm form) =>
        asked with { Code = new Secret(form["code"]), TypedIdNumber = new IdNumber(form["identity"].ToUpperInvariant()) };
}
