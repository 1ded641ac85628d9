using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tongbao.Core.Ledger;
using Tongbao.Server.Security;

namespace Tongbao.Server.Store;

/// <summary>The state of one app in the anchor.</summary>
/// <param name="Number">The last running number of its orders and other numbered things.</param>
/// <param name="Hash">The hash of its last block.</param>
public sealed record AnchoredApp(long Number, long Entry, long Blocks, string Hash);

/// <summary>The signed content of the anchor file.</summary>
public sealed record Anchored(DateTimeOffset At, SortedDictionary<string, AnchoredApp> Apps);

/// <summary>
/// 锚: records the state of each app as this process last committed it, in a file beside the master key, outside the store. It shows if the
/// store was later replaced by an older copy or lost data. It is written at most a second after a commit, and never before it.
/// </summary>
public sealed class Anchor
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Vault _vault;
    private readonly bool _isKept;
    private readonly ConcurrentDictionary<string, AnchoredApp> _apps = [];
    private readonly SemaphoreSlim _one = new(1);
    private volatile bool _isLate;
    private bool _failed;

    private Anchor(string file, Vault vault, bool isKept) => (File, _vault, _isKept, _isLate) = (file, vault, isKept, isKept);

    public string File { get; }

    /// <summary>Reads the state of the store. The file is written by the next <see cref="Save"/>.</summary>
    public static async Task<Anchor> Of(ServerOptions options, Vault vault, IStore store)
    {
        // Without sync a power cut may lose commits, and the file would be ahead of the store.
        var anchor = new Anchor(await FileOf(options, store), vault, options.Synchronous == "FULL");
        await using var reader = await store.BeginRead();
        foreach (var app in await reader.AppsIn(Counters.Rows.Table))
        {
            if (await reader.Load(app, Counters.Rows, "all") is not { } counters) continue;
            var chain = await reader.Load(app, ChainState.Rows, ChainState.Key);
            anchor._apps[app.Value] = new(counters.NextNumber, counters.NextEntry - 1, chain?.Blocks ?? 0, chain?.Hash ?? "");
        }
        return anchor;
    }

    /// <summary>Writes the anchor of a restored store. Without the master key it cannot be signed, so the old file is deleted.</summary>
    public static async Task Renew(ServerOptions options)
    {
        var hasKey = System.IO.File.Exists(options.MasterKeyFile);
        var vault = hasKey ? Vault.FromFile(options.MasterKeyFile, mayCreate: false) : null;
        await using var store = await Stores.Open(options, new Dialect(vault is null ? RowJson.Clear() : RowJson.Sealed(vault)));
        if (vault is not null) await (await Of(options, vault, store)).Save();
        else if (await FileOf(options, store) is var file && System.IO.File.Exists(file)) System.IO.File.Delete(file);
    }

    /// <summary>
    /// The name of the anchor file, derived from the store's id. If the key file was named explicitly, several stores or copies may share
    /// it; then the store's location is part of the name, too.
    /// </summary>
    private static async Task<string> FileOf(ServerOptions options, IStore store)
    {
        await using var reader = await store.BeginRead();
        var whose = (await reader.Load(SystemApp.Id, StoreId.Rows, StoreId.Key))?.Id
            + (options.KeyFile is null ? "" : Stores.NameOf(options));
        return $"{Path.GetFullPath(options.MasterKeyFile)}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whose)))[..8]}.anchor";
    }

    /// <summary>Takes over the state of a committed group. The group is already on disk.</summary>
    public void Saw(IReadOnlyList<Slot> rows)
    {
        foreach (var slot in rows)
        {
            var known = slot.Row is Counters or ChainState ? _apps.GetValueOrDefault(slot.App.Value) ?? new(0, 0, 0, "") : null;
            if (slot.Row is Counters counters) known = known! with { Number = counters.NextNumber, Entry = counters.NextEntry - 1 };
            if (slot.Row is ChainState chain) known = known! with { Blocks = chain.Blocks, Hash = chain.Hash };
            if (known is null) continue;
            _apps[slot.App.Value] = known;
            _isLate = true;
        }
    }

    /// <summary>Writes the file if anything was committed since. If the disk refuses, it only logs a warning.</summary>
    public async Task Save(ILogger? log = null)
    {
        if (!_isKept || !_isLate) return;
        await _one.WaitAsync();
        try
        {
            _isLate = false;
            await Write(new Anchored(TimeProvider.System.GetUtcNow(), new(_apps.ToDictionary(), StringComparer.Ordinal)));
            _failed = false;
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            _isLate = true;
            if (!_failed) log?.LogWarning("the anchor {File} cannot be written: {Error}", File, disk.Message);
            _failed = true;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task Write(Anchored anchored)
    {
        var text = JsonSerializer.Serialize(anchored, Json);
        var unfinished = $"{File}.{Environment.ProcessId}.new";
        System.IO.File.Delete(unfinished);
        await using (var file = PrivateFile.Create(unfinished))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes($"{text}\n{Signature(text)}\n"));
            file.Flush(flushToDisk: true);
        }
        System.IO.File.Move(unfinished, File, overwrite: true);
    }

    private string Signature(string text) => Convert.ToHexStringLower(_vault.SignAnchor(text));

    /// <summary>The text of the file, or null if there is none. Read it before reading the store that it is compared with.</summary>
    public string? Read()
    {
        try
        {
            return System.IO.File.ReadAllText(File);
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <returns>What the store lacks compared with the file; null if nothing.</returns>
    public async Task<string?> Compare(string? file, IReader reader)
    {
        if (file is null) return null;
        if (Open(file) is not { } anchored) return $"the anchor {File} cannot be read or is not as it was written";
        foreach (var (app, had) in anchored.Apps)
        {
            var has = await reader.Load(new AppId(app), Counters.Rows, "all") ?? Counters.Start;
            var (older, entries) = ($"{app}: {Older(anchored)}", has.NextEntry - 1);
            if (has.NextNumber < had.Number) return $"{older}: its numbers end at {has.NextNumber}, and had come to {had.Number}";
            if (entries < had.Entry) return $"{older}: its entries end at {entries}, and had come to {had.Entry}";
            if (had.Blocks > 0 && (await reader.Load(new AppId(app), Block.Rows, Block.KeyOf(had.Blocks)))?.Hash != had.Hash)
                return $"{older}: block {had.Blocks} of its chain is not the one that was there";
        }
        return null;
    }

    private static string Older(Anchored anchored) => $"the store is older than its anchor of {anchored.At:yyyy-MM-dd HH:mm:ss} UTC";

    private Anchored? Open(string file)
    {
        if (file.Split('\n') is not [var text, var signature, ""]) return null;
        var isOurs = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Signature(text)));
        return isOurs ? JsonSerializer.Deserialize<Anchored>(text, Json) : null;
    }
}

/// <summary>Identifies a store. A copy of a store has the same id.</summary>
public sealed record StoreId(string Id)
{
    public const string Key = "store";
    public static readonly RowKind<StoreId> Rows = new("system", _ => Key);

    public static StoreId New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
}
