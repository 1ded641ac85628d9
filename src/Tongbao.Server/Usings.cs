global using Tongbao.Core;
global using Tongbao.Server.Security;
