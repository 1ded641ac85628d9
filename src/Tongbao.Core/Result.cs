namespace Tongbao.Core;

/// <summary>What a use case answers: a reply, or the row of <see cref="Errors"/> that says why not.</summary>
public readonly struct Result
{
    private Result(Reply? reply, Error? error) => (Reply, Error) = (reply, error);

    public Reply? Reply { get; }
    public Error? Error { get; }
    public bool IsRefused => Error is not null;

    public static implicit operator Result(Reply reply) => new(reply, null);
    public static implicit operator Result(Error error) => new(null, error);
}

/// <summary>The facts of an answer; each wire renders them under its own names.</summary>
public abstract record Reply;

/// <summary>An answer that says no more than that it was done.</summary>
public sealed record Done : Reply
{
    public static readonly Done It = new();
}

/// <summary>One request of one app: reads the book, refuses or changes it. Runs in one transaction, may be run again.</summary>
public abstract record Command
{
    /// <summary>What came with it and concerns no rule (industry, terminal): a repeat that says it otherwise is another request.</summary>
    public IReadOnlyDictionary<string, string>? Rest { get; init; }

    public abstract ValueTask<Result> Run(Book book);

    /// <summary>Names the rows that it will read, so that those of a group are fetched together. What it does not name is read when it is needed.</summary>
    public virtual void Foresee(IForesight see) { }
}

/// <summary>A request that changes nothing and is answered from what is committed.</summary>
public abstract record Query : Command;
