using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tongbao.Core;
using Tongbao.Core.Members;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Tests.Coverage;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Safety;

/// <summary>支付密码: how it is kept, compared, and locked after three errors (通商云 4.1.17 (7)).</summary>
public abstract class PayPasswordTests(Store store) : IAsyncLifetime
{
    private static readonly BizUserId Buyer = new("buyer");
    private static readonly Secret Right = new("654321"), Wrong = new("123456");

    private Bank bank = null!;
    private PasswordHashes hashes = null!;
    private Asker asker = null!;
    private AppId app;

    public async ValueTask InitializeAsync()
    {
        bank = await Bank.Open(store);
        hashes = new PasswordHashes();
        // Passwords ask no channel: none stands behind this asker.
        asker = new Asker(bank.Teller, new QueryRunner(bank.Rows, bank.Clock, bank.Environment), null!, hashes, null!, bank.Clock,
            NullLogger<Asker>.Instance);
        app = await bank.NewApp(new { });
        await bank.Teller.Run(app, new CreateMember(Buyer, MemberType.Person, 2));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        hashes.Dispose();
        await bank.DisposeAsync();
    }

    [Fact]
    public async Task A_member_without_a_password_is_told_so() => Assert.Equal("30032", await Try(Right));

    [Fact]
    public async Task The_right_one_opens_and_a_wrong_one_does_not()
    {
        await Set(Right);
        Assert.Equal("OK", await Try(Right));
        Assert.Equal("20010", await Try(Wrong));
        Assert.Equal("OK", await Try(Right));
    }

    [Fact, Holds("4.1.17#6", "clock:pwd_lock")]
    public async Task Three_errors_within_a_day_lock_it_until_midnight()
    {
        await Set(Right);
        for (var error = 1; error <= 3; error++) Assert.Equal("20010", await Try(Wrong));
        Assert.Equal("30033", await Try(Right));
        bank.Clock.Advance(TimeSpan.FromHours(14) - TimeSpan.FromSeconds(1));    // the clock began at ten in the morning
        Assert.Equal("30033", await Try(Right));
        bank.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("OK", await Try(Right));
    }

    [Fact, Holds("4.1.17#6", "clock:pwd_lock")]
    public async Task Errors_of_two_days_add_up_within_24_hours_and_not_beyond()
    {
        await Set(Right);
        await Try(Wrong);
        bank.Clock.Advance(TimeSpan.FromHours(23));
        await Try(Wrong);
        bank.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("20010", await Try(Wrong));
        Assert.Equal("OK", await Try(Right));      // the first is 25 hours old: two count
        Assert.Equal("20010", await Try(Wrong));
        Assert.Equal("30033", await Try(Right));
    }

    [Fact]
    public async Task Many_at_once_are_three_tries_and_no_more()
    {
        await Set(Right);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Try(Wrong)));
        Assert.InRange(answers.Count(a => a == "20010"), 1, 3);
        Assert.DoesNotContain("OK", answers);
        // Those for whose hash there was no time were told nothing and count for nothing: the others are three in all.
        for (var more = answers.Count(a => a == "20010"); more < 3; more++) Assert.Equal("20010", await Try(Wrong));
        Assert.Equal("30033", await Try(Right));
    }

    [Fact]
    public async Task A_verdict_on_an_older_password_does_not_count()
    {
        await Set(Right);
        var stale = new Enter(Buyer) { Password = Right, Verdict = new PasswordVerdict(PasswordHashes.Hash(Right), true, null) };
        await Set(Wrong);
        Assert.Equal("20010", CodeOf((await asker.Run(app, stale)).Error));
    }

    [Fact]
    public async Task A_password_that_an_older_version_kept_is_read_with_its_errors()
    {
        var now = bank.Clock.GetUtcNow();
        await asker.Run(app, new AsBefore(Buyer, PasswordHashes.Hash(Right), [now - TimeSpan.FromHours(1), now - TimeSpan.FromHours(2)], null));
        Assert.Equal("OK", await Try(Right));
        Assert.Equal("20010", await Try(Wrong));      // the third of a day
        Assert.Equal("30033", await Try(Right));
        await asker.Run(app, new AsBefore(Buyer, PasswordHashes.Hash(Right), [], null));
        Assert.Equal("30033", await Try(Right));      // what was used since stands in a row of its own
    }

    [Fact]
    public async Task A_lock_of_an_older_version_holds_until_it_ends()
    {
        await asker.Run(app, new AsBefore(Buyer, PasswordHashes.Hash(Right), [], bank.Clock.GetUtcNow() + TimeSpan.FromHours(1)));
        Assert.Equal("30033", await Try(Right));
        bank.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("OK", await Try(Right));
    }

    private async Task<string> Try(Secret password) =>
        CodeOf((await asker.Run(app, new Enter(Buyer) { Password = password })).Error) ?? "OK";

    private static string? CodeOf(Error? error) => error is null ? null : Tables.Tsy2.Errors.Of(error).Code;

    private async Task Set(Secret password) => Assert.False((await asker.Run(app, new Choose(Buyer) { NewPassword = password })).IsRefused);

    /// <summary>The least that can be done with a password: to enter it.</summary>
    private sealed record Enter(BizUserId Member) : PasswordCommand
    {
        public override async ValueTask<Result> Run(Book book) =>
            await PayPassword.Check(book, (await book.FindMember(Member))!, this) ?? Done.It;
    }

    private sealed record Choose(BizUserId Member) : PasswordCommand
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (PayPassword.NewHash(book, this) is { } hash) await PayPassword.Set(book, (await book.FindMember(Member))!, hash);
            return Done.It;
        }
    }

    /// <summary>A member's row as versions before wrote it: the password stood in it, with its errors and its lock.</summary>
    private sealed record AsBefore(BizUserId Member, Secret Hash, IReadOnlyList<DateTimeOffset> Errors, DateTimeOffset? LockedUntil) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            book.Members.Save((await book.FindMember(Member))! with
            {
                PasswordHash = Hash, PasswordErrors = Errors, PasswordLockedUntil = LockedUntil,
            });
            return Done.It;
        }
    }
}

public sealed class PayPasswordOnSqlite() : PayPasswordTests(Store.Sqlite);

public sealed class PayPasswordOnPostgres() : PayPasswordTests(Store.Postgres);

/// <summary>scrypt, and the text that is stored of a password.</summary>
public sealed class PayPasswordHashTests
{
    [Theory]    // RFC 7914, section 12
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16,
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1,
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void It_is_the_scrypt_of_the_standard_with_OpenSSL_and_without(string password, string salt, int n, int r, int p, string key)
    {
        foreach (IScrypt scrypt in new IScrypt[] { new OpenSslScrypt(), new ManagedScrypt() })
            Assert.Equal(key, Convert.ToHexStringLower(scrypt.Derive(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), n, r,
                p, 64)));
    }

    [Fact]
    public void Equal_passwords_are_stored_differently_and_neither_shows()
    {
        var (one, other) = (PasswordHashes.Hash(new Secret("246810")), PasswordHashes.Hash(new Secret("246810")));
        Assert.NotEqual(one, other);
        Assert.DoesNotContain("246810", one.Clear);
        Assert.True(PasswordHashes.Matches(new Secret("246810"), one));
        Assert.True(PasswordHashes.Matches(new Secret("246810"), other));
        Assert.False(PasswordHashes.Matches(new Secret("246811"), one));
    }

    [Theory]
    [InlineData("12345", false)]
    [InlineData("123456", true)]
    [InlineData("correct-horse-battery", false)]
    [InlineData("correct-horse-batter", true)]
    [InlineData("pass word", false)]
    [InlineData("密码密码密码", false)]
    public void Six_to_twenty_letters_digits_or_signs(string password, bool good) =>
        Assert.Equal(good, PayPassword.HasForm(new Secret(password)));

    [Fact]
    public void A_command_that_is_printed_shows_none_of_its_passwords() =>
        Assert.DoesNotContain("246810",
            new PasswordAsk(new Printed { Password = new Secret("246810"), NewPassword = new Secret("246810") }, null).ToString());

    private sealed record Printed : PasswordCommand
    {
        public override ValueTask<Result> Run(Book book) => new(Done.It);
    }
}
