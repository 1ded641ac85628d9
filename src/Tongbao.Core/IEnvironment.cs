namespace Tongbao.Core;

/// <summary>What Core needs from outside, apart from rows and time.</summary>
public interface IEnvironment
{
    /// <summary>A keyed hash of a secret, for looking it up later. Without the store's key nobody can test guesses against it.</summary>
    string Fingerprint(string kind, string secret);

    /// <summary>A random number with this many decimal digits.</summary>
    string Digits(int count);

    Calendar Calendar { get; }

    /// <summary>A signed link to a file of an app, valid until the given time.</summary>
    string FileLink(AppId app, string name, DateTimeOffset until);

    /// <summary>A part of the environment that a room declares and needs, such as the table of pay methods or the card registry.</summary>
    /// <param name="wire">The wire whose part is meant; null if the part does not depend on a wire.</param>
    T Part<T>(string? wire = null) where T : class;
}
