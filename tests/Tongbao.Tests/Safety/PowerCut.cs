namespace Tongbao.Tests.Safety;

/// <summary>What of a write that was not synced is on the disk after a power cut: nothing, or each of its sectors by chance.</summary>
public enum Remains
{
    Nothing,
    SomeSectors,
}

/// <summary>
/// A disk under one server, on SQLite, that can lose its power, fill up, take no writes, or fail to sync: powercut.c, loaded into the
/// server.
/// </summary>
public sealed class PowerCut : IDisposable
{
    private const int Sector = 512;

    private static readonly Lazy<Task<string>> Library = new(Compile);

    private readonly TempFolder journal = new();

    private PowerCut(ServerProcess server) => Server = server;

    public ServerProcess Server { get; }

    /// <summary>Bytes that were written and not synced when the power went, over all cuts.</summary>
    public long Unsynced { get; private set; }

    /// <summary>A server on such a disk; its data and the master key beside them lie on it.</summary>
    public static async Task<PowerCut> Start()
    {
        var disk = new PowerCut(ServerProcess.On(await Servers.NewPlace(Store.Sqlite)));
        await disk.Start(synchronous: true);
        return disk;
    }

    public async Task Start(bool synchronous)
    {
        foreach (var old in Directory.GetFiles(journal.Path)) File.Delete(old);
        Server.Settings = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = await Library.Value, ["POWERCUT_DATA"] = Server.Place.Folder.Path, ["POWERCUT_JOURNAL"] = journal.Path,
            ["TONGBAO_TEST_SYNCHRONOUS"] = synchronous ? "FULL" : "OFF",
        };
        await Server.Start();
        Assert.True(Journals().Any(j => j.Path.EndsWith("tongbao.db-wal", StringComparison.Ordinal)),
            "the disk does not see what SQLite writes");
    }

    public void Full(bool is_) => Switch("full", is_);

    public void ReadOnly(bool is_) => Switch("readonly", is_);

    public void FailsToSync(bool is_) => Switch("nosync", is_);

    /// <summary>The power goes: the server ends at once, and the files are what the disk may have kept of them.</summary>
    public async Task Cut(Remains remains)
    {
        await Server.Kill();
        foreach (var (path, records) in Journals().Where(j => j.Records.Count > 0 && File.Exists(j.Path)))
        {
            var (now, synced) = (await File.ReadAllBytesAsync(path), await File.ReadAllBytesAsync(path));
            foreach (var record in records.Reverse()) synced = record.Undo(synced);
            Unsynced += records.Sum(r => r.Changed);
            await File.WriteAllBytesAsync(path, remains == Remains.Nothing ? synced : Mix(synced, now));
        }
        Soak.Note("power cuts");
    }

    public void Dispose() => journal.Dispose();

    private static async Task<string> Compile()
    {
        var library = Path.Combine(OpenSsl.Files.Path, "powercut.so");
        (await Programs.Run("gcc", ["-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", library,
            Repository.File("tests", "Tongbao.Tests", "Safety", "powercut.c"), "-ldl", "-lpthread"])).MustSucceed();
        return library;
    }

    private void Switch(string trouble, bool on)
    {
        if (on) File.WriteAllText(journal.File(trouble), "");
        else File.Delete(journal.File(trouble));
    }

    private List<(string Path, IReadOnlyList<Written> Records)> Journals() =>
        [.. Directory.GetFiles(journal.Path, "*.undo").Select(Written.Read)];

    /// <summary>Sector by sector the old or the new; where the file has grown, its new end may be there or not.</summary>
    private static byte[] Mix(byte[] synced, byte[] now)
    {
        var mixed = new byte[Random.Shared.Next(2) == 0 ? synced.Length : Math.Max(now.Length, synced.Length)];
        for (var at = 0; at < mixed.Length; at += Sector)
        {
            var source = Random.Shared.Next(2) == 0 ? synced : now;
            if (at < source.Length) source.AsSpan(at, Math.Min(Sector, Math.Min(source.Length, mixed.Length) - at))
                .CopyTo(mixed.AsSpan(at));
        }
        return mixed;
    }

    /// <summary>A write that was not synced: where, over how long a file, and what was there before.</summary>
    private sealed record Written(long Offset, byte[] Before, long SizeBefore, long Changed)
    {
        public static (string, IReadOnlyList<Written>) Read(string file)
        {
            using var reader = new BinaryReader(File.OpenRead(file));
            var path = new System.Text.StringBuilder();
            while (reader.ReadByte() is var letter && letter != '\n') path.Append((char)letter);
            var records = new List<Written>();
            while (reader.BaseStream.Position < reader.BaseStream.Length)
            {
                var (offset, length, size) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
                records.Add(new Written(offset, reader.ReadBytes(checked((int)length)), size, Math.Max(length, 1)));
            }
            return (path.ToString(), records);
        }

        public byte[] Undo(byte[] file)
        {
            Array.Resize(ref file, checked((int)SizeBefore));
            Before.CopyTo(file, Offset);
            return file;
        }
    }
}
