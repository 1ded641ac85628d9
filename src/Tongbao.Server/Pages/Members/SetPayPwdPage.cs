using Tongbao.Core.Members;

namespace Tongbao.Server.Pages.Members;

/// <summary>设置支付密码 (通商云 4.1.17).</summary>
public sealed class SetPayPwdPage : PasswordPage<SetPayPwd>
{
    public override string Name => SetPayPwd.Method;
    protected override (string, string) Title => ("设置支付密码", "Set your payment password");
    protected override bool AsksOld => false;

    protected override BizUserId MemberOf(SetPayPwd asked) => asked.Member;
    protected override string? JumpUrlOf(SetPayPwd asked) => asked.JumpUrl;
    protected override SetPayPwd SendingCode(SetPayPwd asked) => asked with { SendsCode = true };
    protected override SetPayPwd Filled(SetPayPwd asked, PageForm form) => asked with { Code = new Secret(form["code"]) };
}
