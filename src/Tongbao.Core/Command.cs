namespace Tongbao.Core;

/// <summary>
/// One request of one app: it reads the book, then refuses or changes it. It runs in one transaction and may be run again.
/// </summary>
public abstract record Command
{
    public abstract ValueTask<Result> Run(Book book);

    /// <summary>
    /// Names the rows that it will read, so that those of a whole group are fetched together. Rows that are not named here are read when
    /// needed.
    /// </summary>
    public virtual void Prefetch(IPrefetch rows) { }
}

/// <summary>A request that changes nothing and is answered from committed data.</summary>
public abstract record Query : Command;
