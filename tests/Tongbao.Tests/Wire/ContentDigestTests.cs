using Tongbao.Core;

namespace Tongbao.Tests.Wire;

/// <summary>内容指纹: a repeat is known by all that it says; of a request kept by an older version, by what that version looked at.</summary>
public sealed class ContentDigestTests
{
    [Theory]
    [InlineData("aa.bb", "aa.bb", true)]
    [InlineData("aa.bb", "aa.cc", false)]
    [InlineData("aa.bb", "dd.bb", false)]
    [InlineData("aa.bb", "aa", false)]
    [InlineData("aa", "aa", true)]
    [InlineData("aa", "aa.bb", true)]
    [InlineData("aa", "aab.bb", false)]
    [InlineData("aa", "dd.bb", false)]
    public void A_repeat_fits_what_was_kept(string kept, string asked, bool fits) => Assert.Equal(fits, ContentDigest.Fits(kept, asked));
}
