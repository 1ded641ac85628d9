namespace Tongbao.Server.Cli.Demo;

public static class DemoCommand
{
    public static Task<int> Run(ServerOptions options) => Task.FromResult(1);
}
