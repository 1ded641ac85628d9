using Tongbao.Core.Platform;

namespace Tongbao.Core;

/// <summary>Takes down what a command is going to read, before it runs.</summary>
public interface IPrefetch
{
    App App { get; }
    DateTimeOffset Now { get; }

    void Row<T>(RowKind<T> kind, string key) where T : class;

    /// <param name="index">One that is unique.</param>
    void By<T>(RowKind<T> kind, string index, string value) where T : class;
}
