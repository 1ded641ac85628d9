using Tongbao.Server.Wire;

namespace Tongbao.Tests.Wire.Accp;

/// <summary>元: each form in which clients write amounts, and what is no amount.</summary>
public sealed class YuanFormsTests
{
    [Theory]
    [InlineData("86.75", 86_75)]
    [InlineData("1.5", 1_50)]
    [InlineData("1", 1_00)]
    [InlineData("150.0", 150_00)]
    [InlineData("150", 150_00)]
    [InlineData("0.01", 1)]
    [InlineData("0", 0)]
    [InlineData("0.00", 0)]
    [InlineData("007.10", 7_10)]
    [InlineData("1.23456789E7", 12_345_678_90)]
    [InlineData("1.0E-2", 1)]
    [InlineData("5e+1", 50_00)]
    [InlineData("0.30000000000000004", 30)]
    [InlineData("0.29999999999999998", 30)]
    [InlineData("86.75000", 86_75)]
    [InlineData("99999999.99", 9_999_999_999)]
    [InlineData("-0", 0)]
    public void An_amount_is_read_as_the_decimal_that_it_is(string text, long fen) => Assert.Equal(fen, YuanForms.Read(text)?.Fen);

    [Theory]
    [InlineData("1.005")]
    [InlineData("0.001")]
    [InlineData("0.0100001")]
    [InlineData("1.23456789E5")]
    [InlineData("-1")]
    [InlineData("-0.01")]
    [InlineData("100000000")]
    [InlineData("99999999.991")]
    [InlineData("1E8")]
    [InlineData("1E999")]
    [InlineData("1E9999")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1\0")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1,000.00")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("一")]
    [InlineData("１")]
    [InlineData("¥1")]
    [InlineData("0.0000000000000000000000000000000000000000")]
    public void What_is_no_amount_is_none(string text) => Assert.Null(YuanForms.Read(text));

    [Theory]
    [InlineData("20261121100000", "2026-11-21T10:00:00+08:00")]
    [InlineData("20280229235959", "2028-02-29T23:59:59+08:00")]
    public void An_instant_is_14_digits_in_Beijing_time(string text, string at) =>
        Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), FieldForms.Stamp(text));

    [Theory]
    [InlineData("2026112110000")]
    [InlineData("202611211000000")]
    [InlineData("20261121240000")]
    [InlineData("20260229100000")]
    [InlineData("20261321100000")]
    [InlineData("2026-11-21 10:00:00")]
    [InlineData("00010101000000")]
    [InlineData("99991231235959")]
    [InlineData("2026112110000\0")]
    public void What_is_no_instant_is_none(string text) => Assert.Null(FieldForms.Stamp(text));

    [Theory]
    [InlineData("20261121", true)]
    [InlineData("99991231", true)]
    [InlineData("20260229", false)]
    [InlineData("2026-11-21", false)]
    [InlineData("2026112", false)]
    public void A_day_is_8_digits(string text, bool good) => Assert.Equal(good, FieldForms.Parse("day", text) is DateOnly);

    [Theory]
    [InlineData("09/28", "0928")]
    [InlineData("0928", "0928")]
    [InlineData("13/28", null)]
    [InlineData("9/28", null)]
    [InlineData("09/2028", null)]
    public void A_cards_end_is_month_and_year(string text, string? read) =>
        Assert.Equal(read, (FieldForms.Parse("thru", text) as Tongbao.Core.Secret)?.Clear);
}
