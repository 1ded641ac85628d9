using System.CommandLine;
using Tongbao.Server.Cli;

// The entry point: Cli/ defines the commands, Hosting.cs assembles what they start. The parser's own time-out is disabled, because it would
// kill the process two seconds after SIGTERM, while requests are still being answered.
return await Commands.Root().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
