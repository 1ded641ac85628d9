using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tongbao.Core.Members;

namespace Tongbao.Server.Security;

/// <summary>
/// 支付密码的存储: scrypt with a random salt, stored as scrypt$N$r$p$salt$hash, so that the cost can be raised later. Each hash takes 32 MiB and
/// some tens of milliseconds. Only a few are computed at a time; the others wait. The hash is encrypted as well, because six digits are
/// quickly guessed whatever the hash.
/// </summary>
public sealed class PasswordHashes : IDisposable
{
    private const int Cost = 1 << 15, BlockSize = 8, Passes = 1;
    private const int SaltBytes = 16, HashBytes = 32, AtOnce = 2;
    private const string Kind = "scrypt";

    private readonly SemaphoreSlim _room = new(AtOnce);

    /// <summary>Checks a command's passwords. Null if its turn did not come in time.</summary>
    public async Task<PasswordVerdict?> Judge(PasswordAsk ask, CancellationToken deadline)
    {
        try
        {
            await _room.WaitAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        try
        {
            return await Task.Run(() => Verdict(ask.Of, ask.Against), CancellationToken.None);
        }
        finally
        {
            _room.Release();
        }
    }

    private static PasswordVerdict Verdict(PasswordCommand of, Secret? against)
    {
        var right = against is null || (of.Password is { } typed && Matches(typed, against));
        return new PasswordVerdict(against, right, right && of.NewPassword is { } wanted ? Hash(wanted) : null);
    }

    public static Secret Hash(Secret password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Scrypt.OfThisMachine.Derive(Encoding.UTF8.GetBytes(password.Clear), salt, Cost, BlockSize, Passes, HashBytes);
        return new Secret(string.Create(CultureInfo.InvariantCulture,
            $"{Kind}${Cost}${BlockSize}${Passes}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}"));
    }

    public static bool Matches(Secret password, Secret stored)
    {
        var parts = stored.Clear.Split('$');
        if (parts is not [Kind, var cost, var blockSize, var passes, var salt, var hash])
            throw new CryptographicException("not a password hash of this program");
        var expected = Convert.FromBase64String(hash);
        var given = Scrypt.OfThisMachine.Derive(Encoding.UTF8.GetBytes(password.Clear), Convert.FromBase64String(salt), Number(cost),
            Number(blockSize), Number(passes), expected.Length);
        return CryptographicOperations.FixedTimeEquals(given, expected);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public void Dispose() => _room.Dispose();
}
