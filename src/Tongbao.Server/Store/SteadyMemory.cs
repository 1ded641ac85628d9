namespace Tongbao.Server.Store;

/// <summary>
/// Keeps the memory of a check that reads the whole store, or of bulk work, the same on every machine. The runtime collects short-lived
/// objects only after as many bytes as the processor's cache is large, which may be hundreds of megabytes.
/// </summary>
internal static class SteadyMemory
{
    private const long MostNew = 16 * 1024 * 1024;

    private static long _collectedAt;

    /// <summary>Collects short-lived objects if many were made since the last time.</summary>
    public static void Keep()
    {
        var made = GC.GetTotalAllocatedBytes();
        if (made - Volatile.Read(ref _collectedAt) < MostNew) return;
        Volatile.Write(ref _collectedAt, made);
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }
}
