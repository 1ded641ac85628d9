namespace Tongbao.Server.Cli.Demo;

/// <summary>对账: checks that the books sum to zero, and that a member's statement of the day matches the acts.</summary>
internal static class Closing
{
    public static async Task Play(Stage s)
    {
        var now = await s.Sandbox.Now();
        var lines = await s.Ask("queryInExpDetail", new
        {
            bizUserId = Cast.Courier.Id, accountSetNo = s.CustodySet, dateStart = $"{now.AddDays(-4):yyyy-MM-dd}",
                dateEnd = $"{now:yyyy-MM-dd}", startPosition = 1, queryNum = 20,
        });
        foreach (var line in lines.GetProperty("inExpDetail").EnumerateArray())
        {
            var (change, after) = (line.GetProperty("chgAmount").GetInt64(), line.GetProperty("curAmount").GetInt64());
            s.Screen.Step("queryInExpDetail",
                $"courier  {line.GetProperty("changeTime").GetString()}  {line.GetProperty("bizOrderNo").GetString(),-11} {Screen.Signed(change),8}  = {Screen.Yuan(after),6}");
        }
        var books = await s.Sandbox.Books();
        s.Screen.Step("/sandbox/books", $"balanced {books.GetProperty("balanced")}, sum {books.GetProperty("sum")}".ToLowerInvariant());
    }
}
