namespace Tongbao.Core.Platform;

/// <summary>短信验证码: one code for one purpose. After five wrong tries it is void.</summary>
/// <param name="Purpose">bindPhone, unbindPhone, pay:orderNo, bindCard:trace.</param>
public sealed record SmsMessage(string Id, Phone Phone, string Purpose, Secret Code, DateTimeOffset SentAt, DateTimeOffset ExpiresAt,
    int WrongTries)
{
    public const int MaxTries = 5, MaxSends = 5;

    /// <summary>重发间隔: how long a person must wait before asking for another code. 4.2.25 gives this interval for payments.</summary>
    public static readonly TimeSpan ResendInterval = TimeSpan.FromSeconds(10);

    /// <summary>The interval between two codes to one phone by calls that only send a code.</summary>
    public static readonly TimeSpan AloneInterval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The ordinal of this code in the current run: how many codes a person asked for while the one before was still valid.
    /// </summary>
    public int Sends { get; init; } = 1;

    /// <summary>The order in which the app's codes were sent. Many may be sent at the same instant while the clock is frozen.</summary>
    public long No { get; init; }

    public static readonly TimeSpan PayLife = TimeSpan.FromMinutes(3), VspPayLife = TimeSpan.FromMinutes(2),
        BindLife = TimeSpan.FromMinutes(10);
    public const string BySentAt = "sent_at";

    public static readonly RowKind<SmsMessage> Rows = new("sms", s => s.Id,
        new RowIndex<SmsMessage>(BySentAt, s => s.SentAt.ToUnixTimeMilliseconds()));

    public static string KeyOf(string about, string purpose) => $"{purpose}@{about}";
}

/// <summary>Sending and checking of SMS codes.</summary>
public static class SmsCodes
{
    /// <summary>Sends a code for one purpose. An earlier code for the same purpose becomes void.</summary>
    public static SmsMessage SendCode(this Book book, string about, Phone phone, string purpose, TimeSpan life, string? code = null)
    {
        var message = new SmsMessage(SmsMessage.KeyOf(about, purpose), phone, purpose, new Secret(code ?? book.Environment.Digits(6)),
            book.Now, book.Now + life, 0) { No = book.NextCount() };
        book.Sms.Save(message);
        return message;
    }

    /// <summary>
    /// Sends a code that a person asked for on a page. While the last code is valid there is a waiting time and a maximum number of codes,
    /// and wrong tries keep counting, even with another phone. Otherwise asking for a new code would make guessing easier.
    /// </summary>
    public static async ValueTask<Error?> SendCodeAsked(this Book book, string about, Phone phone, string purpose, TimeSpan life)
    {
        if (await book.Sms.Find(SmsMessage.KeyOf(about, purpose)) is not { } last || book.Now >= last.ExpiresAt)
        {
            book.SendCode(about, phone, purpose, life);
            return null;
        }
        if (book.Now < last.SentAt + SmsMessage.ResendInterval || last.Sends >= SmsMessage.MaxSends
            || last.WrongTries >= SmsMessage.MaxTries) return Errors.CodesTooOften;
        book.Sms.Save(book.SendCode(about, phone, purpose, life) with { WrongTries = last.WrongTries, Sends = last.Sends + 1 });
        return null;
    }

    /// <summary>Whether the code is right. A right code is used up. A wrong try counts even though the request is refused.</summary>
    public static async ValueTask<bool> AcceptCode(this Book book, string about, string purpose, Phone phone, Secret code)
    {
        if (await book.Sms.Find(SmsMessage.KeyOf(about, purpose)) is not { } message) return false;
        if (message.WrongTries >= SmsMessage.MaxTries || book.Now >= message.ExpiresAt) return false;
        if (message.Phone != phone || !SameText(message.Code.Clear, code.Clear))
        {
            book.DespiteRefusal(b => b.Sms.Save(message with { WrongTries = message.WrongTries + 1 }));
            return false;
        }
        book.Sms.Remove(message);
        return true;
    }

    /// <summary>Sends a code by a call that only sends a code: at most one per minute to a phone, whoever asks.</summary>
    public static async ValueTask<Error?> SendCodeAlone(this Book book, string about, Phone phone, string purpose, TimeSpan? life = null)
    {
        var key = book.Environment.Fingerprint("phone", phone.Clear);
        if (await book.PhoneSendings.Find(key) is { } last && book.Now < last.SentAt + SmsMessage.AloneInterval)
            return Errors.CodesTooOften;
        book.PhoneSendings.Save(new PhoneSending(key, book.Now));
        book.SendCode(about, phone, purpose, life ?? Token.Life);
        return null;
    }

    /// <summary>
    /// Checks a code without using it up; call <see cref="UseCode"/> for that. Returns null if it is right, else the error: wrong, tried
    /// too often (from the fifth wrong try on), or expired. A wrong try counts even though the request is refused.
    /// </summary>
    public static async ValueTask<Error?> JudgeCode(this Book book, string about, string purpose, Phone? phone, Secret code)
    {
        if (await book.Sms.Find(SmsMessage.KeyOf(about, purpose)) is not { } message) return Errors.CodeExpired;
        if (message.WrongTries >= SmsMessage.MaxTries) return Errors.CodeTriedTooOften;
        if (book.Now > message.ExpiresAt) return Errors.CodeExpired;
        var isRight = SameText(message.Code.Clear, code.Clear)
            || (book.Environment.Part<ITestCodes>().AlwaysRightOn(book.Wire) is { } always && SameText(always, code.Clear));
        if ((phone is null || message.Phone == phone) && isRight) return null;
        var wrong = message with { WrongTries = message.WrongTries + 1 };
        book.DespiteRefusal(b => b.Sms.Save(wrong));
        return wrong.WrongTries >= SmsMessage.MaxTries ? Errors.CodeTriedTooOften : Errors.WrongCode;
    }

    /// <summary>Uses a code up.</summary>
    public static async ValueTask UseCode(this Book book, string about, string purpose)
    {
        if (await book.Sms.Find(SmsMessage.KeyOf(about, purpose)) is { } message) book.Sms.Remove(message);
    }

    private static bool SameText(string a, string b) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(a)),
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(b)));

}
