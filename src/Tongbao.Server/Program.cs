using Tongbao.Server.Cli;

// The composition root: what can be typed is in Cli/, what is started by it in Hosting.cs.
return await Commands.Root().Parse(args).InvokeAsync();
