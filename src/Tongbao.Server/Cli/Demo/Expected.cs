using System.Globalization;

namespace Tongbao.Server.Cli.Demo;

/// <summary>
/// 应有余额: the expected balance of every account after each act, in yuan. One row per account, one column per act. A dot means 0.00; accounts
/// without a row must be empty. Channels are negative by what they took in for us, so every column sums to zero.
/// </summary>
internal static class Expected
{
    private const string ShopDays = """
        account         open  deposit purchase  example  collect    batch combined   refund     part   freeze withdraw   payout   unpaid  nextday    night returned
        shop               .        .    58.00    58.00    58.00   153.00   153.00   153.00   123.60   108.60   108.60   108.60   108.60   108.60   108.60   108.60
        shop/frozen        .        .        .        .        .        .        .        .        .    15.00    15.00    15.00    15.00    15.00    15.00    15.00
        florist            .        .    24.00    24.00    24.00   212.00   408.00   212.00   212.00   212.00   192.00   192.00   192.00   192.00   192.00   192.00
        courier            .        .    11.50    11.50    11.50    11.50    11.50    11.50    11.50    11.50    11.50     1.50     1.50     1.50     1.50    11.50
        zhang              .   998.00   998.00   998.00   998.00   998.00   948.00   998.00   998.00   998.00   998.00   998.00   998.00   998.00   998.00   998.00
        li                 .        .        .        .        .        .        .        .        .        .        .        .        .        .        .        .
        10000              .        .        .     2.90     2.90     2.90     2.90     2.90     2.90     2.90     2.90     2.90     2.90     2.90     2.90     2.90
        10001              .        .        .     4.00     4.00     4.00     4.00     4.00     4.00     4.00     4.00     4.00     4.00     4.00     4.00     4.00
        10002              .        .        .     1.50     1.50     1.50     1.50     1.50     1.50     1.50     1.50     1.50     1.50     1.50     1.50     1.50
        10003              .        .        .     1.00     1.00     1.00     1.00     1.00     1.00     1.00     1.00     1.00     1.00     1.00     1.00     1.00
        10004              .        .        .     0.50     0.50     0.50     0.50     0.50     0.50     0.50     0.50     0.50     0.50     0.50     0.50     0.50
        100001             .     2.00     5.50     5.60     5.60    22.60    26.60    22.60    22.00    22.00    23.00    23.50    23.50    23.50    23.50    23.00
        100002             .        .     3.00     3.00     3.00     3.00     3.00     3.00     3.00     3.00     3.00     3.00     3.00     3.00     3.00     3.00
        100004             .        .        .        .   300.00        .        .        .        .        .        .        .        .        .        .        .
        100005             .        .        .        .        .        .        .        .    30.00    30.00    30.00    30.00    30.00        .        .        .
        2000000       100.00   100.00   100.00   100.00   100.00   100.00    70.00   100.00   100.00   100.00   100.00   100.00   100.00   100.00   100.00   100.00
        C:vsp              . -1000.00 -1100.00 -1110.00 -1410.00 -1410.00 -1410.00 -1410.00 -1410.00 -1410.00 -1410.00 -1410.00 -1410.00 -1380.00 -1380.00 -1380.00
        C:tlt              .        .        .        .        .        .  -120.00        .        .        .        .        .        .        .        .        .
        C:reserve   -1000.00 -1000.00 -1000.00 -1000.00 -1000.00 -1000.00 -1000.00 -1000.00 -1000.00 -1000.00  -981.00  -971.50  -971.50  -971.50  -971.50  -981.00
        C:bank        900.00   900.00   900.00   900.00   900.00   900.00   900.00   900.00   900.00   900.00   900.00   900.00   900.00   900.00   900.00   900.00
        """;

    private const string EscrowDays = """
        account        escrow    single      rows unpaidout   paidout  transfer     files
        shop           108.60    235.60    235.60    235.60    210.60    210.60    210.60
        shop/frozen     15.00     15.00     15.00     15.00     15.00     15.00     15.00
        florist        192.00    192.00    290.00    290.00    290.00    290.00    290.00
        courier         11.50     31.00    126.00    126.00    126.00    126.00    126.00
        zhang          998.00    998.00    998.00    998.00    998.00    998.00    998.00
        li                  .         .         .         .         .     20.00     20.00
        10000            2.90      2.90      2.90      2.90      2.90      2.90      2.90
        10001            4.00      4.00      4.00      4.00      4.00      4.00      4.00
        10002            1.50      1.50      1.50      1.50      1.50      1.50      1.50
        10003            1.00      1.00      1.00      1.00      1.00      1.00      1.00
        10004            0.50      0.50      0.50      0.50      0.50      0.50      0.50
        100001          27.00     30.50     33.50     33.50     33.50     33.50     33.50
        100002           3.00      3.00      3.00      3.00      3.00      3.00      3.00
        100004         396.00    246.00     50.00     20.00     20.00     20.00     20.00
        100005              .         .         .         .         .         .         .
        2000000        100.00    100.00    100.00    100.00    100.00     80.00     80.00
        C:vsp        -1780.00  -1780.00  -1780.00  -1750.00  -1725.00  -1725.00  -1725.00
        C:tlt               .         .         .         .         .         .         .
        C:reserve     -981.00   -981.00   -981.00   -981.00   -981.00   -981.00   -981.00
        C:bank         900.00    900.00    900.00    900.00    900.00    900.00    900.00
        """;

    private const string AccpDays = """
        account               accp     topup   consume   secured   confirm   checked     close
        shop                210.60    210.60    330.60    330.60    390.60    390.60    390.60
        shop/frozen          15.00     15.00     15.00     15.00     15.00     15.00     15.00
        florist             290.00    290.00    290.00    290.00    340.00    340.00    340.00
        courier             126.00    126.00    176.00    176.00    176.00    176.00    176.00
        zhang               998.00    998.00    998.00    998.00    998.00    998.00    998.00
        li                   20.00     20.00     20.00     20.00     20.00     20.00     20.00
        wang                     .    500.00    380.00    230.00    270.00    170.00    170.00
        10000                 2.90      2.90      2.90      2.90      2.90      2.90      2.90
        10001                 4.00      4.00      4.00      4.00      4.00      4.00      4.00
        10002                 1.50      1.50      1.50      1.50      1.50      1.50      1.50
        10003                 1.00      1.00      1.00      1.00      1.00      1.00      1.00
        10004                 0.50      0.50      0.50      0.50      0.50      0.50      0.50
        100001               33.50     33.50     63.50     63.50     63.50     65.50     65.50
        100002                3.00      3.00      3.00      3.00      3.00      3.00      3.00
        100004               20.00     20.00     20.00     20.00     20.00     20.00     20.00
        guarantee/frozen         .         .         .    150.00         .         .         .
        2000000              80.00     80.00     60.00     60.00     60.00     60.00     60.00
        C:vsp             -1725.00  -1725.00  -1725.00  -1725.00  -1725.00  -1725.00  -1725.00
        C:card                   .   -500.00   -500.00   -500.00   -500.00   -500.00   -500.00
        C:wechat                 .         .    -60.00    -60.00    -60.00    -60.00    -60.00
        C:reserve          -981.00   -981.00   -981.00   -981.00   -981.00   -981.00   -981.00
        C:payout                 .         .         .         .         .     98.00     98.00
        C:bank              900.00    900.00    900.00    900.00    900.00    900.00    900.00
        """;

    private static readonly string[][][] Sheets =
        [.. new[] { ShopDays, EscrowDays, AccpDays }.Select(sheet => sheet.Split('\n')
            .Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray())];

    /// <summary>The column of an act: fen by account.</summary>
    public static IReadOnlyDictionary<string, long> After(string act)
    {
        var sheet = Sheets.FirstOrDefault(s => s[0].Contains(act)) ?? throw new InvalidOperationException($"the sheets have no act {act}");
        var column = Array.IndexOf(sheet[0], act);
        var balances = sheet.Skip(1).ToDictionary(row => row[0], row => Fen(row[column]));
        return balances.Values.Sum() == 0 ? balances
            : throw new InvalidOperationException($"the sheet's column {act} does not sum to zero");
    }

    private static long Fen(string yuan) => yuan == "." ? 0 : long.Parse(yuan.Replace(".", ""), CultureInfo.InvariantCulture);
}
