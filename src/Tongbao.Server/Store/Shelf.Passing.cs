namespace Tongbao.Server.Store;

public sealed partial class Shelf
{
    /// <summary>
    /// What bulk work looks at once: the orders of a file, and the numbers that are not taken yet. It leaves the memory with its group, so
    /// that a file of a million rows needs no more of it than a short one, and does not drive out what payments use.
    /// </summary>
    private readonly List<Slot> _passing = [];
    private readonly List<(string App, string Table, string Index, string Value)> _passingValues = [];
    private bool _inBulk;

    private void LetPass()
    {
        foreach (var slot in _passing)
        {
            var key = (slot.App.Value, slot.Table, slot.Key);
            if (_slots.TryGetValue(key, out var held) && ReferenceEquals(held, slot)) _slots.Remove(key);
        }
        foreach (var value in _passingValues) _unique.Remove(value);
        _passing.Clear();
        _passingValues.Clear();
    }
}
