namespace Tongbao.Tests.Simulation;

/// <summary>Chance that comes again: the same seed throws the same numbers, on every machine and in every version (SplitMix64).</summary>
public sealed class Dice(ulong seed)
{
    private ulong state = seed;

    public int Below(int n) => (int)(Next() % (ulong)n);

    public bool OneIn(int n) => Below(n) == 0;

    public long Between(long least, long most) => least + (long)(Next() % (ulong)(most - least + 1));

    public T Of<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    private ulong Next()
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
