namespace Tongbao.Core.Members.Yst2;

/// <summary>授权人手机号 (云商通二代 7.5.3): the phone of who acts for a company, by a letter of authority.</summary>
internal static class AuthorisedPhone
{
    public static ValueTask<Result> Apply(Book book, ApplyPhone request, Member member) => new(Errors.NotPermitted);
}
