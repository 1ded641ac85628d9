namespace Tongbao.Core.Platform;

/// <summary>页面地址: addresses of pages of ours that nobody can make up. Answers to requests give them away.</summary>
public interface IPageAddresses
{
    /// <param name="page">Which page.</param>
    /// <param name="subject">What it is about: a number of ours, perhaps with a word behind it.</param>
    string Of(string page, AppId app, string subject);
}
