using System.Security.Cryptography;
using System.Text.Json;
using Tongbao.Server.Wire;
using Tongbao.Server.Wire.Tsy2;

namespace Tongbao.Tests.Wire;

/// <summary>Messages that were really sent, by the vendor and by its Java client.</summary>
public sealed class VectorTests
{
    private static readonly JsonElement Vectors =
        JsonDocument.Parse(File.ReadAllText(Repository.File("tests/Tongbao.Tests/vectors/tsy2-signature.json"))).RootElement;

    public static TheoryData<string> Ids() =>
        [.. Vectors.GetProperty("vectors").EnumerateArray().Select(v => v.GetProperty("id").GetString()!)];

    [Theory, MemberData(nameof(Ids))]
    public void A_real_message_verifies(string id)
    {
        var vector = Vectors.GetProperty("vectors").EnumerateArray().Single(v => v.GetProperty("id").GetString() == id);
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(Vectors.GetProperty("keys_spki_base64")
            .GetProperty(vector.GetProperty("key").GetString()!).GetString()!), out _);
        var signature = Tsy2Signature.Bytes(vector.GetProperty("sign_base64").GetString()!)!;
        var text = vector.GetProperty("signed_text").GetString()!;
        Assert.True(Tsy2Signature.Verify(key, text, signature));
        Assert.False(Tsy2Signature.Verify(key, text + " ", signature));
    }

    [Theory]
    [InlineData("request-createMember", "req")]
    [InlineData("notify-signContract", "rps")]
    public void A_real_form_is_read_to_the_text_that_was_signed(string id, string field)
    {
        var vector = Vectors.GetProperty("vectors").EnumerateArray().Single(v => v.GetProperty("id").GetString() == id);
        var fields = new Dictionary<string, string>();
        Assert.True(FormText.Read(System.Text.Encoding.ASCII.GetBytes(vector.GetProperty("raw").GetString()!), fields));
        Assert.Equal(vector.GetProperty("signed_text").GetString(), fields["sysid"] + fields[field] + fields["timestamp"]);
        Assert.Equal(vector.GetProperty("sign_base64").GetString(), fields["sign"]);
    }
}
