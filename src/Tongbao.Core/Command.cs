namespace Tongbao.Core;

/// <summary>One request of one app: reads the book, refuses or changes it. Runs in one transaction, may be run again.</summary>
public abstract record Command
{
    public abstract ValueTask<Result> Run(Book book);

    /// <summary>
    /// Names the rows that it will read, so that those of a group are fetched together. What it does not name is read when it is needed.
    /// </summary>
    public virtual void Prefetch(IPrefetch rows) { }
}

/// <summary>A request that changes nothing and is answered from what is committed.</summary>
public abstract record Query : Command;
