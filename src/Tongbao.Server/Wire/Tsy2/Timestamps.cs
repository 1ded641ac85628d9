using System.Globalization;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>时间戳 that is not taken: what time it is here, and how far off it is.</summary>
public static class Timestamps
{
    private const string Form = "yyyy-MM-dd HH:mm:ss";

    public static readonly Error NotTaken = Errors.BadParameter.About("timestamp");

    public static Error Refuse(string sent, VirtualClock clock) =>
        NotTaken.On(null, sent, FieldForms.Instant(sent) is { } at ? Late(at, clock)
        : new Allowed.Words($"应为 {Form},北京时间(Asia/Shanghai),现在是 {Show(clock.WallNow)}",
            $"must be {Form} in Asia/Shanghai, where it is {Show(clock.WallNow)}"));

    private static Allowed.Words Late(DateTimeOffset at, VirtualClock clock)
    {
        var (wall, moved, minutes) = (clock.WallNow, clock.GetUtcNow(), (int)SignedEnvelope.Window.TotalMinutes);
        var off = at - wall;
        var (zh, en) = (moved - wall).Duration() < TimeSpan.FromSeconds(1) ? ("", "")
            : ($",拨动后的时钟为 {Show(moved)}", $", {Show(moved)} by the moved clock");
        // Whoever takes the clock of another zone is off by its hours, give or take what the clocks differ.
        var hours = (int)Math.Round(off.TotalHours);
        var isZone = hours is not 0 and >= -26 and <= 26 && (off - TimeSpan.FromHours(hours)).Duration() <= SignedEnvelope.Window;
        var (zone, inZone) = !isZone ? ("", "") : hours == -Days.China.Hours ? (",像是 UTC 时间", "; it looks like UTC")
            : (",像是别的时区的时间", "; it looks like the time of another zone");
        return new($"服务器时间 {Show(wall)}(Asia/Shanghai){zh},相差 {Gap(off)},允许 ±{minutes} 分钟{zone}",
            $"the server's time is {Show(wall)} in Asia/Shanghai{en}; the difference is {Gap(off)}, ±{minutes} min are allowed{inZone}");
    }

    private static string Show(DateTimeOffset at) => Days.ToChina(at).ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>-08:00:00, or with days before it.</summary>
    private static string Gap(TimeSpan off) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{(off < TimeSpan.Zero ? "-" : "+")}{(off.Days == 0 ? "" : $"{Math.Abs(off.Days)}d ")}{off.Duration():hh\\:mm\\:ss}");
}
