using Tongbao.Core.Members;

namespace Tongbao.Server.Pages.Members;

/// <summary>修改支付密码 (通商云 4.1.18).</summary>
public sealed class UpdatePayPwdPage : PasswordPage<UpdatePayPwd>
{
    public override string Name => UpdatePayPwd.Method;
    protected override (string, string) Title => ("修改支付密码", "Change your payment password");
    protected override bool AsksOld => true;

    protected override BizUserId MemberOf(UpdatePayPwd asked) => asked.Member;
    protected override string? JumpUrlOf(UpdatePayPwd asked) => asked.JumpUrl;
    protected override UpdatePayPwd SendingCode(UpdatePayPwd asked) => asked;
    protected override UpdatePayPwd Filled(UpdatePayPwd asked, PageForm form) => asked with { Password = form.Secret("password") };
}
