using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>通联通划款入账通知 (通商云 4.3.3): a remittance of the platform arrived on its 通联通 account.</summary>
[StoredAs("reserve")]
public sealed record ReserveFundIn(string Status, BankCardNo AccountNo, Cents Amount, DateTimeOffset Fintime, string Merid) : NoticeFacts
{
    /// <summary>The name of the notice's table in the catalogue.</summary>
    public const string Event = "NotifyReserveFundIn";

    /// <summary>
    /// 汇出账户: the remitting account, in full. The document shows no masking here, and the platform matches its remittance by it.
    /// </summary>
    public string RemittingAccount => AccountNo.Clear;

    /// <summary>
    /// 大额支付系统 (large-value payment system): remittances arrive on working days within these hours. What is sent outside them arrives at the
    /// next opening (4.3.3 (5) B).
    /// </summary>
    public const string Opens = "09:00", Closes = "17:00";

    /// <summary>When money arrives that is remitted now.</summary>
    public static DateTimeOffset ArrivesAt(Calendar calendar, DateTimeOffset now)
    {
        var day = Days.DateOf(now);
        if (calendar.IsWorkingDay(day) && Days.TimeOf(now) < Days.ParseTime(Closes))
            return now < Days.At(day, Opens) ? Days.At(day, Opens) : now;
        return Days.At(calendar.NextWorkingDay(day), Opens);
    }

    /// <summary>通联通商户号: 15 digits, always the same for an app. We derive them from the app; in reality the vendor assigns them.</summary>
    public static string MeridOf(App app) => $"200{Convert.ToUInt64(app.Uuid.Replace("-", "")[..15], 16) % 1_000_000_000_000:000000000000}";
}

/// <summary>
/// 汇款: the platform sends money to its 通联通 account. It arrives at once while the payment system is open, else at the next opening.
/// </summary>
public sealed record RemitReserveFunds(Cents Amount, BankCardNo AccountNo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var at = ReserveFundIn.ArrivesAt(book.Environment.Calendar, book.Now);
        var id = book.NextNumber();
        if (at <= book.Now) await new ReserveFundsCame(id, Amount, AccountNo).Run(book);
        else book.Remittances.Save(new Remittance(id, Amount, AccountNo, at).Planned(book));
        return new Remitted(id, at, ReserveFundIn.MeridOf(book.App));
    }

    public sealed record Remitted(string Id, DateTimeOffset At, string Merid) : Reply;
}

/// <summary>A remittance on its way.</summary>
public sealed record Remittance(string Id, Cents Amount, BankCardNo AccountNo, DateTimeOffset At)
{
    public static readonly RowKind<Remittance> Rows = new("remittances", r => r.Id);

    public static readonly WorkKind Arrival = new("funds-in");

    public Remittance Planned(Book book)
    {
        book.Work.Save(Arrival.Item($"funds:{Id}", Id, At));
        return this;
    }
}

/// <summary>Books a remittance that has arrived.</summary>
public sealed record RemittanceArrived(string Id) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find($"funds:{Id}") is { } item) book.Work.Remove(item);
        if (await book.Remittances.Find(Id) is not { } remittance) return Done.It;
        book.Remittances.Remove(remittance);
        return await new ReserveFundsCame(Id, remittance.Amount, remittance.AccountNo).Run(book);
    }
}

/// <summary>
/// 入账: the platform has chosen where the money comes from: A its balance, B the custody bank for withdrawals, C the settlement of channels.
/// </summary>
public sealed record ReserveFundsCame(string Id, Cents Amount, BankCardNo AccountNo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var told = book.App.Hearing(s => s.FundInUrl);
        var from = told.Settings.FundInMode switch { "A" => Chart.Platform(Chart.Balance), "B" => Chart.CustodyBank,
            _ => Chart.Channel("vsp") };
        await book.Ledger.Must(Events.ReserveCame, Id, new Move(Chart.Reserve.Available(), from.Available(), Amount));
        if (told.Settings.FundInUrl is { Length: > 0 } url)
            book.Outbox.Notify(Id, url, ReserveFundIn.Event,
                new ReserveFundIn("ok", AccountNo, Amount, book.Now, ReserveFundIn.MeridOf(book.App)), retries: true,
                wire: told.Wire);
        return Done.It;
    }
}
