using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Settling;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Tests.Ledger;

/// <summary>An app whose member A collects by a merchant number, and gives shares to B and C and a commission to the platform.</summary>
public sealed class SettlingMarket(Bank bank, AppId app)
{
    public const string Merchant = "990000000000001", WeChat = "VSP501";

    private int number;

    public AppId App => app;

    /// <param name="clearTimeRule">结算时间 of A.</param>
    public static async Task<SettlingMarket> Open(Bank bank, string clearTimeRule = "T+1", bool isDaily = true, object? settings = null)
    {
        var market = new SettlingMarket(bank, await bank.NewApp(settings ?? new { }));
        foreach (var name in new[] { "A", "B", "C" }) await market.Put(Member.Rows, Person(name, bank.Clock.GetUtcNow()));
        await market.Put(Tongbao.Core.Members.Merchants.Merchant.Rows, market.Number with
        {
            ClearTimeRule = clearTimeRule, Products = [new MerchantProduct(WeChat, "P0003", 6_000, isDaily, Cents.Zero)],
        });
        await market.Sign(AgreementKind.Acquiring, null, null);
        return market;
    }

    /// <summary>The merchant number of A, as it is at first.</summary>
    public Merchant Number => new()
    {
        No = Merchant, Member = new BizUserId("A"), OpenedAt = bank.Clock.GetUtcNow(), ClearTimeRule = "T+1",
        Products = [new MerchantProduct(WeChat, "P0003", 6_000, true, Cents.Zero)],
        Certifications = [new ChannelCertification("wx", "1", CertificationState.Certified)],
    };

    public Task Change(Merchant number) => Put(Tongbao.Core.Members.Merchants.Merchant.Rows, number);

    /// <summary>What a purchase is refused with; null where it is accepted.</summary>
    public async Task<string?> Refused(long fen = 100, string? product = WeChat) => (await bank.Teller.Run(app, Purchase($"T{++number}",
        fen, Scan with { Method = Scan.Method with { Product = product } }), Asked())).Result.Error?.Id;

    public Task Sign(AgreementKind kind, string? splitter, int? mostBasisPoints) => Put(Agreement.Rows, new Agreement
    {
        No = $"{kind}{splitter}", Kind = kind, Payee = new BizUserId("A"), Splitter = splitter is null ? null : new BizUserId(splitter),
        MostBasisPoints = mostBasisPoints, Request = new BizOrderNo("R"), State = AgreementState.Signed, SignedAt = bank.Clock.GetUtcNow(),
        PayeeSignedAt = bank.Clock.GetUtcNow(), SplitterSignedAt = splitter is null ? null : bank.Clock.GetUtcNow(),
    });

    public async Task<Order> GivenPaid(long fen)
    {
        var no = $"T{++number}";
        await Run(Purchase(no, fen, Scan));
        await WhenChannelSays(no, ChannelResult.Success);
        return await bank.Order(app, no);
    }

    /// <summary>An order that waits for its payer.</summary>
    public async Task<string> GivenApplied(long fen)
    {
        var no = $"T{++number}";
        await Run(Purchase(no, fen, Scan));
        return no;
    }

    /// <param name="trade">The channel's number; that of the order's first payment where none is given.</param>
    public async Task WhenChannelSays(string no, ChannelResult result, string? trade = null) =>
        await Run(new ChannelAnswered((await bank.Order(app, no)).No, ChannelOperation.Pay, new ChannelAnswer(result)
        {
            Facts = new ChannelFacts(trade ?? $"W{no}", bank.Clock.GetUtcNow(), null, null, null, WeChat, null, null, null, null),
        }));

    private static PurchaseApply Purchase(string no, long fen, PayUse use) => new(new BizOrderNo(no), new BizUserId("A"),
        new BizUserId("buyer"), new Cents(fen), null, null, null, [use], null, null, null, null, null, null, null);

    /// <summary>The clock stands there, and what is planned until then has been done.</summary>
    public async Task WhenItIs(string time)
    {
        var at = DateTimeOffset.Parse($"{time}+08:00", System.Globalization.CultureInfo.InvariantCulture);
        bank.Clock.Advance(at - bank.Clock.GetUtcNow());
        while (true)
        {
            IReadOnlyList<(AppId App, WorkItem Item)> due;
            await using (var reader = await bank.Rows.BeginRead()) due = await reader.DueWork(at, 10, Lane.Bulk);
            if (due.FirstOrDefault(d => d.App == app).Item is not { } item) return;
            await bank.Teller.Run(app, new RunSlice(new SettleOrders(), item.Id));
        }
    }

    public async Task<(Order? Split, string? Wrong)> Split(Order order, string no, long commission,
        params (string Member, long Fen)[] parts)
    {
        var split = new SplitOne(new SplitWish(new BizOrderNo(no), WireNumbers.Of(order), new Cents(commission),
            [.. parts.Select(p => new SplitPart(new BizUserId(p.Member), new Cents(p.Fen), null))], null, "F1", "tsy2"));
        var result = (await bank.Teller.Run(app, split)).Result;
        return result.Error is { } wrong ? (null, wrong.Id) : (await bank.Order(app, no), null);
    }

    /// <summary>Available and in transit, in fen; of the platform's money on its way back and of the channel too.</summary>
    public async Task<string> Figures(string member)
    {
        await using var reader = await bank.Rows.BeginRead();
        var id = member switch
        {
            "platform" => Chart.Platform(Chart.Balance),
            "returning" => Chart.Platform(Chart.EscrowReturn),
            "channel" => Chart.Channel("vsp"),
            _ => Chart.Member("200001", new BizUserId(member)),
        };
        var account = await reader.Load(app, Account.Rows, id.Value) ?? Account.Empty(id);
        return $"{account.Available.Fen}/{account.InTransit.Fen}";
    }

    public async Task Run(Command command) =>
        Assert.Null((await bank.Teller.Run(app, command, Asked())).Result.Error);

    private RawRequest Asked() => new([], "", bank.Clock.GetUtcNow(), TimeSpan.Zero) { ContentDigest = ContentDigest.Of($"{++number}") };

    public PayUse Scan => new(bank.Environment.Part<IPayTables>("tsy2").Method("SCAN_WEIXIN") with { Product = WeChat }, Cents.Zero, null,
        null, new SortedDictionary<string, Secret>(), []);

    private Task Put<T>(RowKind<T> kind, T row) where T : class => Run(new PutRow<T>(kind, row));

    private static Member Person(string name, DateTimeOffset at) => new()
    {
        Id = new BizUserId(name), UserId = name, Type = MemberType.Person, Source = 1, RegisteredAt = at, Phone = new Phone("13800000000"),
        RealName = "某人", IdNumber = new IdNumber("310101199001010011"), RealNameAt = at,
    };

    private sealed record PutRow<T>(RowKind<T> Kind, T Row) : Command where T : class
    {
        public override ValueTask<Result> Run(Book book)
        {
            book.Shelf.Put(book.App.Id, Kind, Row);
            return new(Done.It);
        }
    }

    private sealed record SplitOne(SplitWish Wish) : Command
    {
        public override async ValueTask<Result> Run(Book book) =>
            await OrderSplitting.Split(book, Wish) is { Wrong: { } wrong } ? wrong : Done.It;
    }
}
