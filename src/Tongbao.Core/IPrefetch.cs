using Tongbao.Core.Platform;

namespace Tongbao.Core;

/// <summary>Collects which rows a command is going to read, before it runs.</summary>
public interface IPrefetch
{
    App App { get; }
    DateTimeOffset Now { get; }

    void Row<T>(RowKind<T> kind, string key) where T : class;

    /// <param name="index">The name of a unique index.</param>
    void By<T>(RowKind<T> kind, string index, string value) where T : class;
}
