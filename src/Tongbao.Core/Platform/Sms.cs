namespace Tongbao.Core.Platform;

/// <summary>短信验证码: one code for one purpose; five tries, then void.</summary>
/// <param name="Purpose">bindPhone, unbindPhone, pay:orderNo, bindCard:trace.</param>
public sealed record SmsMessage(string Id, Phone Phone, string Purpose, Secret Code, DateTimeOffset SentAt, DateTimeOffset ExpiresAt, int WrongTries)
{
    public const int MaxTries = 5;
    public static readonly TimeSpan PayLife = TimeSpan.FromMinutes(3), VspPayLife = TimeSpan.FromMinutes(2), BindLife = TimeSpan.FromMinutes(10);
    public const string BySentAt = "sent_at";

    public static readonly RowKind<SmsMessage> Rows = new("sms", s => s.Id,
        new RowIndex<SmsMessage>(BySentAt, s => s.SentAt.ToUnixTimeMilliseconds()));

    public static string KeyOf(string about, string purpose) => $"{purpose}@{about}";
}

/// <summary>The sending and checking of codes.</summary>
public static class SmsCodes
{
    /// <summary>Sends a code for one purpose; an earlier one for the same purpose is void.</summary>
    public static SmsMessage SendCode(this Book book, string about, Phone phone, string purpose, TimeSpan life, string? code = null)
    {
        var message = new SmsMessage(SmsMessage.KeyOf(about, purpose), phone, purpose, new Secret(code ?? book.World.Digits(6)),
            book.Now, book.Now + life, 0);
        book.Sms.Save(message);
        return message;
    }

    /// <summary>Is this the code? It is used up when it is; a wrong try counts even though the request is refused.</summary>
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

    private static bool SameText(string a, string b) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(a)),
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(b)));

}
