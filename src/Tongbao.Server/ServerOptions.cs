namespace Tongbao.Server;

/// <summary>How a server was started; each is an option of `serve` and an environment variable TONGBAO_….</summary>
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
    /// The key file that was named is made on the first start, where there are no books yet: an image has nobody to make it before.
    /// </summary>
    public bool MakeKey { get; init; }

    /// <summary>Goes on from a store that is older than its anchor; for one start.</summary>
    public bool AcceptOlderStore { get; init; }

    public NoticeAllow NoticeAllow { get; init; } = NoticeAllow.Nobody;

    /// <summary>What opens the sandbox API beyond loopback; null: one is made up at each start.</summary>
    public string? Token { get; init; }

    /// <summary>Where the clock stands still when the server starts; null: it goes on as it was.</summary>
    public DateTimeOffset? Clock { get; init; }

    /// <summary>
    /// How SQLite waits for the disk. No option of the command line: anything but FULL loses answered requests at a power cut, which a
    /// test shows by setting TONGBAO_TEST_SYNCHRONOUS.
    /// </summary>
    public string Synchronous { get; init; } = Environment.GetEnvironmentVariable("TONGBAO_TEST_SYNCHRONOUS") is "OFF" ? "OFF" : "FULL";

    public bool IsSandbox => Profile == "sandbox";

    /// <summary>May other processes work on the same store?</summary>
    public bool IsShared => Store == "postgres";

    /// <summary>Beside the data, never inside it: a copy of the data alone must not open its secrets.</summary>
    public string MasterKeyFile => KeyFile ?? System.IO.Path.GetFullPath(Data).TrimEnd(System.IO.Path.DirectorySeparatorChar) + ".key";
}
