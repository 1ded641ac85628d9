namespace Tongbao.Server;

/// <summary>启动选项: how the server was started. Each is an option of `serve` and an environment variable TONGBAO_….</summary>
public sealed record ServerOptions
{
    public string Urls { get; init; } = "http://127.0.0.1:8600";
    public string? PublicUrl { get; init; }
    public string Data { get; init; } = "./data";
    public string Store { get; init; } = "sqlite";
    public string? Postgres { get; init; }
    public string Profile { get; init; } = "sandbox";
    public string? KeyFile { get; init; }

    /// <summary>
    /// Creates the named key file at the first start, while there are no books. A container image cannot do that beforehand.
    /// </summary>
    public bool MakeKey { get; init; }

    /// <summary>Accepts a store that is older than its anchor, for this start only.</summary>
    public bool AcceptOlderStore { get; init; }

    public NoticeAllow NoticeAllow { get; init; } = NoticeAllow.Nobody;

    /// <summary>The token for the sandbox API beyond loopback. Null: a new one is generated at each start.</summary>
    public string? Token { get; init; }

    /// <summary>The time at which the clock is frozen at start. Null: it continues as before.</summary>
    public DateTimeOffset? Clock { get; init; }

    /// <summary>
    /// How SQLite waits for the disk. Not a command-line option: anything but FULL loses answered requests in a power cut. A test
    /// demonstrates that by setting TONGBAO_TEST_SYNCHRONOUS.
    /// </summary>
    public string Synchronous { get; init; } = Environment.GetEnvironmentVariable("TONGBAO_TEST_SYNCHRONOUS") is "OFF" ? "OFF" : "FULL";

    public bool IsSandbox => Profile == "sandbox";

    /// <summary>Whether other processes may use the same store.</summary>
    public bool IsShared => Store == "postgres";

    /// <summary>Beside the data folder, never inside it: a copy of the data alone must not give access to its secrets.</summary>
    public string MasterKeyFile => KeyFile ?? System.IO.Path.GetFullPath(Data).TrimEnd(System.IO.Path.DirectorySeparatorChar) + ".key";
}
