using System.Net;
using System.Net.Sockets;

namespace Tongbao.Tests.Bugs;

/// <summary>The store, its key and the demo app were made before the port was asked for, and stayed.</summary>
public sealed class A_start_that_finds_its_port_taken_leaves_nothing_behind : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TcpListener other = new(IPAddress.Loopback, 0);

    public A_start_that_finds_its_port_taken_leaves_nothing_behind() => other.Start();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("*")]
    public async Task No_folder_no_key_no_lock(string host)
    {
        Refused(await Serve(host));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task No_books_in_the_database()
    {
        var place = await Servers.NewPlace(Store.Postgres);
        string[] postgres = ["--store", "postgres", "--postgres", place.Postgres!];
        Refused(await Serve("127.0.0.1", postgres));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Contains("No books in",
            (await Programs.Run("dotnet", [ServerProcess.Dll, "verify", "--data", folder.File("data"), .. postgres])).Errors);
    }

    [Fact]
    public async Task Nor_does_one_whose_second_address_is_none_of_this_machine()
    {
        var refused = await Programs.Run("dotnet",
            [ServerProcess.Dll, "serve", "--data", folder.File("data"), "--urls", "http://127.0.0.1:0;http://203.0.113.7:8600"]);
        Refused(refused);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_name_of_two_addresses_has_no_free_port_and_is_refused_as_such()
    {
        var refused = await Programs.Run("dotnet",
            [ServerProcess.Dll, "serve", "--data", folder.File("data"), "--urls", "http://localhost:0"]);
        Assert.True(refused.ExitCode == 2 && refused.Errors.Contains("--urls", StringComparison.Ordinal), refused.Errors);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    public void Dispose()
    {
        other.Dispose();
        folder.Dispose();
    }

    private Task<Finished> Serve(string host, params string[] more) =>
        Programs.Run("dotnet", [ServerProcess.Dll, "serve", "--data", folder.File("data"), "--urls",
            $"http://{host}:{((IPEndPoint)other.LocalEndpoint).Port}", .. more]);

    private static void Refused(Finished refused)
    {
        Assert.True(refused.ExitCode == 2
            && refused.Errors.Contains("Cannot listen at", StringComparison.Ordinal),
            $"{refused.ExitCode} {refused.Text} {refused.Errors}");
        Assert.DoesNotContain("   at ", refused.Errors);
    }
}
