using Tongbao.Core;
using Tongbao.Core.Orders;
using Tongbao.Core.Recon;
using Tongbao.Server.Wire.Tsy2;

namespace Tongbao.Tests.Recon;

/// <summary>对账文件 (通商云 4.3.2): in which day's file an order stands.</summary>
public sealed class CheckFileTests
{
    [Theory]
    [InlineData("2026-11-22 23:59:59", "2026-11-23 00:00:30", "2026-11-22")]     // heard of after midnight
    [InlineData("2026-11-22 23:59:59", "2026-11-23 07:54:59", "2026-11-22")]
    [InlineData("2026-11-22 23:59:59", "2026-11-23 07:55:00", "2026-11-23")]     // the file is about to be made
    [InlineData("2026-11-22 09:00:00", "2026-11-25 12:00:00", "2026-11-25")]     // days later
    [InlineData("2026-11-23 00:00:00", "2026-11-23 00:00:00", "2026-11-23")]
    public void A_payment_that_was_heard_of_too_late_for_its_days_file_stands_in_that_of_the_day_it_was_heard_of(string paid, string heard,
        string file)
    {
        var order = new Order
        {
            No = new OrderNo("1"), BizNo = new BizOrderNo("B"), Kind = OrderKind.Deposit, Status = OrderStatus.Paid, CreatedAt = default,
                Serial = new(), Account = new(""), Amount = new Cents(1),
            Outcome = new OrderOutcome { PaidAt = At(paid), BookedAt = At(heard) },
        };
        Assert.Equal(file, $"{Days.DateOf(order.Outcome.FiledAt!.Value):yyyy-MM-dd}");
        Assert.Contains($"|{paid}|", new Tsy2DayFiles().LineOf(null!, order, DayFileKind.Detail)!);
    }

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse($"{time} +08:00", System.Globalization.CultureInfo.InvariantCulture);
}
