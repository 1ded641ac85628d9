using System.Globalization;

namespace Tongbao.Server.Pages.Parts;

/// <summary>元: fen as people read them, 1,234.56.</summary>
public static class Yuan
{
    public static string Of(Cents amount) => $"{(amount.Fen / 100).ToString("N0", CultureInfo.InvariantCulture)}.{amount.Fen % 100:00}";
}
