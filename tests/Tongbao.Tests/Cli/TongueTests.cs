using System.Text.RegularExpressions;

namespace Tongbao.Tests.Cli;

/// <summary>语言: a terminal is spoken to in one language.</summary>
public sealed partial class TongueTests
{
    [Theory]
    [InlineData("LANG=zh_CN.UTF-8", "没有账"), InlineData("LC_ALL=zh_CN.UTF-8 LANG=en_US.UTF-8", "没有账")]
    [InlineData("LANG=en_US.UTF-8", "No books in"), InlineData("LC_ALL=en_GB.UTF-8 LANG=zh_CN.UTF-8", "No books in"),
        InlineData("LANG=C", "No books in"), InlineData("", "No books in")]
    public async Task A_mistake_is_told_in_the_terminals(string locale, string says)
    {
        using var folder = new TempFolder();
        // A shell that starts the program may miss the locale itself, and say so.
        var told = (await Speaking(locale, "verify", "--data", folder.File("data"))).Errors.Trim().Split('\n')
            .Where(line => !line.Contains("setlocale"));
        Assert.StartsWith(says, Assert.Single(told));
    }

    [Fact]
    public async Task So_is_the_help()
    {
        foreach (var command in new[] { "serve", "app" })
        {
            var zh = (await Speaking("LANG=zh_CN.UTF-8", command, "--help")).MustSucceed().Text;
            var en = (await Speaking("LANG=en_US.UTF-8", command, "--help")).MustSucceed().Text;
            Assert.Contains(command == "serve" ? "启动服务" : "应用", zh);
            Assert.Contains(command == "serve" ? "Start the server" : "Apps, keys and settings", en);
            Assert.DoesNotContain("Start the server", zh);
            Assert.DoesNotMatch(Chinese(), en);
        }
    }

    [Fact]
    public async Task So_is_the_demo()
    {
        var zh = (await Speaking("LANG=zh_CN.UTF-8", "demo")).MustSucceed().Text;
        var en = (await Speaking("LANG=en_US.UTF-8", "demo")).MustSucceed().Text;
        Assert.Contains("账平", zh);
        Assert.DoesNotMatch(Sentence(), zh);
        Assert.Contains("the books are right", en);
        Assert.DoesNotMatch(Chinese(), OfTheWire().Replace(en, ""));
    }

    private static Task<Finished> Speaking(string locale, params string[] words) =>
        Programs.Run("env", ["-u", "LC_ALL", "-u", "LC_MESSAGES", "-u", "LANG", .. locale.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            "dotnet", ServerProcess.Dll, .. words]);

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")] private static partial Regex Chinese();

    /// <summary>Names of the wire, the texts of its codes, what a bank says in a notice, and the kinds of the check file.</summary>
    [GeneratedRegex(@"通商云|账户已销户|(?<= (0000|888[89]) )\S+|(?<= )(托收|托付|退款|平台转账)(?=\n)")] private static partial Regex OfTheWire();

    [GeneratedRegex("[a-z]{2,} [a-z]{2,} [a-z]{2,} [a-z]{2,}")] private static partial Regex Sentence();
}
