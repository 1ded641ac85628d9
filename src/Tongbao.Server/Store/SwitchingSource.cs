namespace Tongbao.Server.Store;

/// <summary>The shelf lives longer than its groups, and each group has its own connection.</summary>
internal sealed class SwitchingSource : IRowSource
{
    public IRowSource Current { get; set; } = null!;

    public ValueTask<T?> Load<T>(AppId app, RowKind<T> kind, string key) where T : class => Current.Load(app, kind, key);
    public ValueTask<T?> LoadBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class =>
        Current.LoadBy(app, kind, index, value);
    public ValueTask<IReadOnlyList<T>> LoadList<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class =>
        Current.LoadList(app, kind, index, value);
    public ValueTask<IReadOnlyList<T>> Beginning<T>(AppId app, RowKind<T> kind, string prefix) where T : class =>
        Current.Beginning(app, kind, prefix);
    public ValueTask<IReadOnlyList<T>> Below<T>(AppId app, RowKind<T> kind, RowIndex<T> index, long value, int take) where T : class =>
        Current.Below(app, kind, index, value, take);
    public Core.Ledger.IStatements Statements => Current.Statements;
}
