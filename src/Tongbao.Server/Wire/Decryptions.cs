using System.Collections.Concurrent;

namespace Tongbao.Server.Wire;

/// <summary>
/// 解密失败: counts what an app sent encrypted and was refused for it, whether the block or its content was wrong. Who comes to the limit has
/// nothing opened any more until some of it is old enough, and is answered as if it did not open. In memory, of each server by itself.
/// </summary>
public sealed class Decryptions(TimeProvider wall)
{
    /// <summary>
    /// Far more than a client that is being tried out, or a batch with bad rows in it, comes to: what is no block at all is not counted. To
    /// learn anything from answers alone takes at least tens of thousands.
    /// </summary>
    public const int MostFailures = 200;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<AppId, Queue<DateTimeOffset>> _failures = new();

    /// <summary>The cipher for one request of an app.</summary>
    public OfRequest For(AppKeys keys) => new(this, keys);

    private bool IsClosed(AppId app) => _failures.TryGetValue(app, out var failures) && CountOf(failures) >= MostFailures;

    private void Count(AppId app)
    {
        var failures = _failures.GetOrAdd(app, _ => new());
        lock (failures) failures.Enqueue(wall.GetUtcNow());
    }

    private int CountOf(Queue<DateTimeOffset> failures)
    {
        lock (failures)
        {
            while (failures.TryPeek(out var oldest) && wall.GetUtcNow() - oldest > Window) failures.Dequeue();
            return failures.Count;
        }
    }

    /// <summary>Opens the fields of one request, and hears how it was judged.</summary>
    public sealed class OfRequest(Decryptions all, AppKeys keys) : IFieldCipher
    {
        private bool _opened;

        public string Decrypt(string wireText)
        {
            if (!keys.IsBlock(wireText) || all.IsClosed(keys.App.Id)) return AppKeys.NotOpened;
            _opened = true;
            return keys.Decrypt(wireText);
        }

        public string Encrypt(string clear) => keys.Encrypt(clear);

        /// <summary>Not counted here: a wrong password has a count of its own, and what does not open is one.</summary>
        public string OpenPassword(string wireText) => keys.OpenPassword(wireText);

        /// <summary>Why the request was refused, if it was: a field that did not open, or not to what it should be, is counted.</summary>
        public void Heard(Error? wrong)
        {
            if (_opened && wrong?.Is(Errors.DecryptionFailed) == true) all.Count(keys.App.Id);
        }
    }
}
