global using Tongbao.Tests.Client;
global using Tongbao.Tests.Flows;
global using Tongbao.Tests.Running;
global using Xunit;
