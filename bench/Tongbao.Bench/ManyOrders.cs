using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;

namespace Tongbao.Bench;

/// <summary>Members that <see cref="ManyOrders"/> are of.</summary>
public sealed record ManyMembers(int From, int Count) : Command
{
    public override ValueTask<Result> Run(Book book)
    {
        for (var i = From; i < From + Count; i++)
        {
            var id = ManyOrders.Member(i);
            book.Members.Save(new Member { Id = id, UserId = id.Value, Type = MemberType.Person, Source = 1, RegisteredAt = book.Now,
                Phone = new Phone("13800000000"), RealName = "张三" });
        }
        return new(Done.It);
    }
}

/// <summary>
/// Orders as requests of the wire would make them, with all that belongs to them, but many in one transaction: so a store of any size is
/// made in little time. Of ten one is a deposit, six are purchases, one is the refund of one of these, one is a collect and one pays out of
/// it.
/// </summary>
/// <param name="From">A multiple of ten, as is their count.</param>
/// <param name="Members">How many members they are spread over.</param>
public sealed record ManyOrders(int From, int Count, int Members) : Command
{
    private const int Purchases = 6, Ten = 10;
    private const string CustodySet = "200001", Url = "http://127.0.0.1:9/notice";
    private static readonly ChannelAnswer Success = new(ChannelResult.Success);

    public static BizUserId Member(int i) => new($"member{i:000000}");

    public override async ValueTask<Result> Run(Book book)
    {
        for (var at = From; at < From + Count; at += Ten) await MakeTen(book, at);
        // Nobody is asked: the answers were there.
        book.Ask = null;
        return Done.It;
    }

    private async Task MakeTen(Book book, int at)
    {
        var (buyer, seller, other) = (Member(at % Members), Member((at + 1) % Members), Member((at + 2) % Members));
        await Paid(book, new DepositApply(No(at), buyer, CustodySet, new(5_000), new(5), null, null, Url, null, Scan(book, 5_000), null,
            null, null), No(at));
        for (var n = 1; n <= Purchases; n++)
        {
            var amount = 10_000 + n;
            await Paid(book, new ConsumeApply(buyer, Member((at + n) % Members), No(at + n), new(amount), new(30), null, null, null, "",
                null, Scan(book, amount), null, null, null, null, null), No(at + n));
        }
        await Must(new Refund(No(at + 7), No(at + 1), buyer, "D0", null, null, new(100), null, null, null).Run(book));
        await Answered(book, No(at + 7), ChannelOperation.Refund);
        await Paid(book, new AgentCollectApply(No(at + 8), buyer, [new(seller, new(600)), new(other, new(400))], "3001", new(1_000), null,
            null, null, "", null, Scan(book, 1_000),
            null, null, null, null, null), No(at + 8));
        await Must(new SignalAgentPay(No(at + 9), [new(No(at + 8), new(500))], seller, CustodySet, "", new(500), Cents.Zero, null, "4001",
            null, null).Run(book));
    }

    private static async Task Paid(Book book, Command apply, BizOrderNo no)
    {
        await Must(apply.Run(book));
        await Answered(book, no, ChannelOperation.Pay);
    }

    private static async Task Answered(Book book, BizOrderNo no, ChannelOperation operation) =>
        await Must(new ChannelAnswered((await book.FindOrder(no))!.No, operation, Success).Run(book));

    private static async Task Must(ValueTask<Result> result)
    {
        if ((await result).Error is { } refusal) throw new InvalidOperationException($"{refusal}");
    }

    private static BizOrderNo No(int n) => new($"N{n:00000000}");

    private static PayUse[] Scan(Book book, int amount) =>
        [new(book.Environment.Part<IPayTables>("tsy2").Method("SCAN_WEIXIN"), new(amount), null, null, new SortedDictionary<string, Secret>(), [])];
}
