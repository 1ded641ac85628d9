global using Tongbao.Tests.Client;
global using Tongbao.Tests.Coverage;
global using Tongbao.Tests.Running;
global using Xunit;
