namespace Tongbao.Tests.Running;

/// <summary>The two stores. A test class runs on both by two lines at the end of its file, one subclass a store.</summary>
public enum Store
{
    Sqlite,
    Postgres,
}
