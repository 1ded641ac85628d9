using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Core.Ledger;

/// <summary>哈希链的块: the entries First to Last of an app, hashed together with the hash of the block before.</summary>
public sealed record Block(long No, long First, long Last, string Hash)
{
    public static readonly RowKind<Block> Rows = new("blocks", b => KeyOf(b.No));

    public static string KeyOf(long no) => no.ToString("0000000000", CultureInfo.InvariantCulture);

    public static IncrementalHash Begin(string previous)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(previous));
        return hash;
    }

    public static string End(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}

/// <summary>The current end of an app's hash chain.</summary>
public sealed record ChainState(long Blocks, long LastEntry, string Hash)
{
    public const string Key = "chain";
    public static readonly RowKind<ChainState> Rows = new("chains", _ => Key);
}
