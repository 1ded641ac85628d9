using System.CommandLine;
using Tongbao.Server.Cli;

// The composition root: what can be typed is in Cli/, what is started by it in Hosting.cs.
// The parser's own time-out is off: it would end the process two seconds after SIGTERM, in the middle of requests that the server still
// answers.
return await Commands.Root().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
