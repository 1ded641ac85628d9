namespace Tongbao.Core;

/// <summary>What the core needs from outside, apart from rows and time.</summary>
public interface IEnvironment
{
    /// <summary>A keyed hash of a secret, by which it is found again: nobody without the store's key can try guesses.</summary>
    string Fingerprint(string kind, string secret);

    /// <summary>A random number of so many decimal digits.</summary>
    string Digits(int count);

    Calendar Calendar { get; }

    /// <summary>A signed link to a file of an app, good until an instant.</summary>
    string FileLink(AppId app, string name, DateTimeOffset until);

    /// <summary>The part of the environment that a room needs and describes itself: the tables of pay methods, of cards.</summary>
    /// <param name="wire">Whose tables are meant; null where it is no wire's own.</param>
    T Part<T>(string? wire = null) where T : class;
}
