namespace Tongbao.Core.Platform;

/// <summary>测试验证码. Part of the environment; a server that is no sandbox has none.</summary>
public interface ITestCodes
{
    /// <summary>The SMS code that is right in the test environment of this wire, whatever was sent; null where there is none.</summary>
    string? AlwaysRightOn(string wire);
}
