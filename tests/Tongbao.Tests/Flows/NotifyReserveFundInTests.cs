namespace Tongbao.Tests.Flows;

/// <summary>通联通划款入账通知 (通商云 4.3.3): money that the platform remits to its reserve.</summary>
public abstract class NotifyReserveFundInTests(Store store) : FlowTests(store)
{
    private const string Path = "/fund-in";

    public override async ValueTask InitializeAsync()
    {
        flow = await OnOwnServer(new { reservePosition = 0 });
        await flow.Freeze();
        await flow.At(await AWorkingDay("10:00"));
        await flow.ChangeSettings(new { fundInUrl = flow.Receiver.Url(Path) });
        await AnswerWith(new { sysid = flow.App.Id });
    }

    [Theory]
    [InlineData("A", "500.00")]
    [InlineData("B", "0.00")]
    [InlineData("C", "0.00")]
    [Holds("4.3.3#1", "4.3.3#2", "4.3.3#4", "4.3.3#8")]
    public async Task Money_that_has_come_raises_the_position_and_goes_where_the_platform_chose(string fundInMode, string balance)
    {
        await flow.ChangeSettings(new { fundInMode });
        var remitted = await Remit(new { amount = 500_00, accountNo = "6225880000004321" });
        Assert.Equal(fundInMode, remitted.GetProperty("fundInMode").GetString());
        Assert.Equal(500_00, (await flow.When("queryReserveFundBalance", new { })).Number("balance"));
        await flow.ThenBalances($"platform  {balance}");
        await flow.Advance("PT5S");
        var notice = Assert.Single(await Told());
        Assert.Equal(("MerchantService", "NotifyReserveFundIn"), (notice.Service, notice.Method));
        Assert.Equal(("ok", "6225880000004321", "50000", remitted.GetProperty("merid").GetString()),
            (notice.Text("status"), notice.Text("accountNo"), notice.Text("amount"), notice.Text("merid")));
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2} 10:00:00$", notice.Text("fintime"));
        Assert.False(notice.Rps.TryGetProperty("status", out _));
        await flow.Advance("PT24H");
        Assert.Single(await Told());
    }

    [Fact]
    public async Task An_answer_that_is_not_the_documents_is_none_and_it_is_told_again()
    {
        flow.Receiver.Answer(Path, NoticeAnswer.Ok);                    // 200, and nothing said
        var remitted = await Remit(new { amount = 500_00 });
        await flow.Advance("PT5S");
        await AnswerWith(new { sysid = "somebody else" });
        await flow.Advance("PT10M");
        await AnswerWith(new { sysid = flow.App.Id }, sign: "bm90IGEgc2lnbmF0dXJl");
        await flow.Advance("PT1H");
        await AnswerWith(new { sysid = flow.App.Id });
        await flow.Advance("PT6H");
        var notice = Assert.Single(await flow.Sandbox.Notifications(flow.App.Id, remitted.GetProperty("id").GetString()!));
        Assert.Equal("delivered", notice.State);
        Assert.Equal(["status is not OK", "signedValue has not this sysid", "the signature is wrong", null],
            notice.Attempts.Select(a => a.Error));
    }

    [Theory]
    [InlineData("08:59", 0, "09:00")]
    [InlineData("17:00", 1, "09:00")]
    [Holds("4.3.3#6", "clock:reserve_transfer_hours")]
    public async Task Outside_the_hours_of_the_banks_system_it_comes_when_that_opens(string time, int days, string comes)
    {
        await flow.At(await AWorkingDay(time));
        var arrives = (await Remit(new { amount = 500_00 })).GetProperty("arrivesAt").GetDateTimeOffset();
        var now = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8));
        Assert.Equal($"{now.AddDays(days):yyyy-MM-dd} {comes}", $"{arrives:yyyy-MM-dd HH:mm}");
        Assert.Equal(0, (await flow.When("queryReserveFundBalance", new { })).Number("balance"));
        await flow.At($"{arrives:o}");
        Assert.Equal(500_00, (await flow.When("queryReserveFundBalance", new { })).Number("balance"));
    }

    [Fact]
    [Holds("clock:reserve_transfer_hours")]
    public async Task On_a_weekend_it_comes_on_the_next_working_day()
    {
        await flow.At(await AWorkingDay("10:00", DayOfWeek.Friday));
        await flow.Advance("P1D");
        var arrives = (await Remit(new { amount = 500_00 })).GetProperty("arrivesAt").GetDateTimeOffset();
        Assert.Equal((DayOfWeek.Monday, 9), (arrives.DayOfWeek, arrives.Hour));
    }

    [Fact]
    [Holds("4.3.3#7")]
    public async Task A_remittance_whose_note_names_another_merchant_is_not_taken()
    {
        var merid = (await Remit(new { amount = 1_00 })).GetProperty("merid").GetString();
        await Remit(new { amount = 1_00, note = $"TLT{merid}" });
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => Remit(new { amount = 1_00, note = "TLT20029000000001" })))
            .Status);
        Assert.Equal(400, (await Assert.ThrowsAsync<SandboxProblem>(() => Remit(new { amount = 0 }))).Status);
        Assert.Equal(2_00, (await flow.When("queryReserveFundBalance", new { })).Number("balance"));
    }

    private protected Task<System.Text.Json.JsonElement> Remit(object change) => flow.Sandbox.Remit(flow.App.Id, change);

    private async Task<IReadOnlyList<Notice>> Told() => await flow.Receiver.WaitFor("");

    /// <summary>The merchant's answer: OK, with its signature over signedValue.</summary>
    private async Task AnswerWith(object signedValue, string? sign = null)
    {
        var value = Json.Text(Json.Object(signedValue));
        var body = Json.Text(Json.Object(new { status = "OK", signedValue = value, sign = sign ?? await flow.Client.Signer.Sign(value) }));
        flow.Receiver.Answer(Path, new NoticeAnswer(200, Body: body));
    }

    /// <summary>A time on the next such day that has no public holiday near it.</summary>
    private protected async Task<string> AWorkingDay(string time, DayOfWeek on = DayOfWeek.Tuesday)
    {
        var today = DateOnly.FromDateTime((await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).DateTime);
        var day = Enumerable.Range(1, 200).Select(today.AddDays)
            .First(d => d.DayOfWeek == on && d is { Month: 3 or 7 or 8 or 11 or 12, Day: < 25 });
        return $"{day:yyyy-MM-dd}T{time}:00+08:00";
    }
}

public sealed class NotifyReserveFundInOnSqlite() : NotifyReserveFundInTests(Store.Sqlite);

public sealed class NotifyReserveFundInOnPostgres() : NotifyReserveFundInTests(Store.Postgres)
{
    [Fact]
    public async Task Money_that_cannot_be_booked_is_said_in_the_log_and_comes_once_it_can()
    {
        await flow.ChangeSettings(new { reservePosition = 100_00 });
        await flow.At(await AWorkingDay("18:00"));
        var arrives = (await Remit(new { amount = 500_00 })).GetProperty("arrivesAt").GetDateTimeOffset();
        await using (var other = await OtherServer.Beside(flow.Server))
        {
            Task AmountIs(long amount) => other.Write(flow.App.Id,
                () => other.Ask($"UPDATE remittances SET body = jsonb_set(body::jsonb, '{{amount}}', '{amount}')::text WHERE app = '{flow.App.Id}'"));
            await AmountIs(long.MaxValue);
            await flow.At($"{arrives:o}");
            Assert.Equal(100_00, (await flow.When("queryReserveFundBalance", new { })).Number("balance"));
            await AmountIs(500_00);
        }
        await flow.Advance("PT2M");
        Assert.Equal(600_00, (await flow.When("queryReserveFundBalance", new { })).Number("balance"));
        await flow.Server.Stop();
        Assert.Contains(flow.Server.Output, line => line.Contains("funds-in", StringComparison.Ordinal));
        await flow.Server.Start();
    }
}
