using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>
/// 进件验证 (7.5.1.1): 企业工商要素, then 法人, then a personal settlement account; what comes first and fails decides. The registers are asked
/// once the application is committed. The question stays on the agenda until its answer is booked, so one that a crash lost is asked again.
/// </summary>
public static class OnboardingChecks
{
    public static readonly WorkKind Checking = new("check-onboarding");

    /// <summary>法人证件类型: the ID card, whose number has a check digit.</summary>
    public const string IdCard = "01";

    /// <summary>The gaps between the questions; the last gap repeats.</summary>
    private static readonly TimeSpan[] Gaps =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    /// <summary>预留手机号: the document checks one, and the vendor's own sample sends none beside the account (O4).</summary>
    public static Phone? ReservedPhoneOf(MerchantBasics basics, SettlementAccount account) => account.CardPhone ?? basics.PersonPhone
        ?? (basics.ContactPhone is { } contact && new Phone(contact) is var phone && PhoneRules.IsPhone(phone) ? phone : null);

    public static ValueTask BeginChecks(this Book book, BizOrderNo request) => book.AskRegisters(new CheckOnboarding(request));

    internal static async ValueTask AskRegisters(this Book book, CheckOnboarding of)
    {
        var onboarding = (await book.Onboardings.Find(of.Request.Value))!;
        book.Ask = new RegistersAsk(of, ChecksOf(onboarding));
        var asked = (await book.Work.Find(of.WorkId))?.Attempt ?? 0;
        book.Work.Save(Checking.Item(of.WorkId, of.Request.Value, book.Now + Gaps[Math.Min(asked, Gaps.Length - 1)], attempt: asked + 1));
    }

    /// <summary>A person has no entry in the register of companies (O5); a corporate account is kept as it is.</summary>
    private static IReadOnlyList<RegisterCheck> ChecksOf(Onboarding onboarding)
    {
        var (basics, account) = (onboarding.Basics, onboarding.Account);
        var isIdCard = basics.LegalIdType == IdCard;
        List<RegisterCheck> checks = [];
        if (!basics.IsPerson) checks.Add(new CompanyCheck(basics.CreditCode!, basics.CompanyName!, basics.LegalName));
        checks.Add(new PersonCheck(basics.LegalName, basics.LegalIdNumber, isIdCard, basics.CreditCode));
        if (account.IsPersonal)
            checks.Add(new AccountCheck(account.Card, basics.LegalName, basics.LegalIdNumber, ReservedPhoneOf(basics, account), isIdCard));
        return checks;
    }
}

/// <summary>Has the elements of an application compared, and books what the registers said.</summary>
public sealed record CheckOnboarding(BizOrderNo Request) : Command, IRegistersCommand
{
    public RegistersSaid? Registers { get; init; }

    public string WorkId => $"{OnboardingChecks.Checking.Name}:{Request}";

    public Command With(RegistersSaid said) => this with { Registers = said };

    public override async ValueTask<Result> Run(Book book)
    {
        var operation = await book.FindOperation(Request);
        if (operation is null || await book.Onboardings.Find(Request.Value) is not { State: OnboardingState.Running } onboarding)
        {
            await StopAsking(book);
            return Done.It;
        }
        if (Registers is null) await book.AskRegisters(this);
        else if (Registers.Ok is not null)
        {
            await StopAsking(book);
            if (FailedStep(Registers) is { } step) OnboardingResults.Fail(book, onboarding, operation, step);
            else await OnboardingResults.Open(book, onboarding, operation);
        }
        // What was applied for is answered as it was taken in; the result is told by a notice.
        return OnboardingReply.Of(operation, OnboardingState.Running);
    }

    /// <summary>A credit card settles nothing.</summary>
    private static OnboardingStep? FailedStep(RegistersSaid said) => said.Failed switch
    {
        null => said.IsCredit ? OnboardingStep.Account : null,
        CompanyCheck => OnboardingStep.Company,
        PersonCheck => OnboardingStep.LegalPerson,
        _ => OnboardingStep.Account,
    };

    private async ValueTask StopAsking(Book book)
    {
        if (await book.Work.Find(WorkId) is { } item) book.Work.Remove(item);
    }
}
