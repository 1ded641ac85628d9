namespace Tongbao.Tests.Flows.Yst2;

/// <summary>文件上传 and 下载: what the envelope of files promises (F1, F2).</summary>
public sealed class UploadFileTests
{
    private const int MostBytes = 5 * 1024 * 1024;

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_picture_is_kept_under_a_number_of_31_digits(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        var (first, second) = (await flow.Files.GivenPicture(), await flow.Files.GivenPicture());
        Assert.Matches("^33[0-9]{29}$", first);
        Assert.NotEqual(first, second);
        byte[] pdf = [.. "%PDF-1.7\n"u8], jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0x00];
        foreach (var file in new[] { pdf, jpeg, Sized(MostBytes) }) (await flow.Files.Upload(file)).Must();
        // With a service provider, whose number is signed where it is sent.
        (await flow.Files.Upload(pdf, flow.Files.Parts(pdf, spAppId: "11879464722018709506"))).Must();
        (await flow.Files.Upload(pdf, flow.Files.Parts(pdf, spAppId: ""))).Must();
    }

    [Fact]
    public async Task What_is_no_picture_or_not_what_its_digest_says_is_refused_in_a_signed_answer()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        foreach (var file in new[] { [], [0x89], [.. "GIF89a"u8], Sized(MostBytes + 1), Sized(MostBytes * 2) })
            (await flow.Files.Upload(file)).Must("10009");
        var parts = flow.Files.Parts(Yst2Files.Picture, md5: Convert.ToBase64String(new byte[16]));
        Assert.Equal("参数格式错误(md5)", (await flow.Files.Upload(Yst2Files.Picture, parts)).Must("10002").Message);
        foreach (var other in new[] { "1", "00" })
            (await flow.Files.Upload(Yst2Files.Picture, flow.Files.Parts(Yst2Files.Picture, fileType: other))).Must("10004");
        (await flow.Files.Upload(Yst2Files.Picture, flow.Files.Parts(Yst2Files.Picture, timestamp: "20261130"))).Must("10002");
    }

    [Fact]
    public async Task A_form_that_is_not_whole_or_not_signed_is_refused_unsigned()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var (picture, parts) = (Yst2Files.Picture, flow.Files.Parts(Yst2Files.Picture));
        foreach (var name in parts.Keys)
            Assert.Equal($"必填域缺失({name})", (await flow.Files.Upload(picture, Without(parts, name))).MustBeUnsigned("99999").Message);
        Assert.Equal("必填域缺失(file)", (await flow.Files.Upload(null, parts)).MustBeUnsigned("99999").Message);
        (await flow.Files.Upload(picture, With(parts, "appId", "29999999999999999999"))).MustBeUnsigned("90002");
        (await flow.Files.Upload(picture, With(parts, "md5", Convert.ToBase64String(new byte[16])))).MustBeUnsigned("90004");
        (await flow.Client.Send("/yst-service-api/file/upload", "{}")).MustBeUnsigned("90001");
        (await flow.Client.Send("/yst-service-api/file/upload", "--x\r\n", "multipart/form-data; boundary=x")).MustBeUnsigned("90001");
        (await flow.Files.Upload(Sized(17 * 1024 * 1024))).MustBeUnsigned("90008");
    }

    [Fact]
    public async Task A_download_that_fails_is_html_with_a_code_and_words()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var (yesterday, today) = (flow.Now.AddDays(-1).ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMdd"),
            flow.Now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMdd"));
        async Task Fails(string words, string day, string type = "1", Func<string, string>? spoil = null) =>
            Assert.Equal(("text/html;charset=UTF-8", words), await flow.Files.Download(day, type, spoil));
        await Fails("34002 文件日期错误", today);
        await Fails("34002 文件日期错误", "20261301");
        await Fails("34003 文件格式不支持", yesterday, "3");
        await Fails("90004 签名验证失败", yesterday, spoil: _ => flow.Client.Signer.Sign("x"));
        await Fails("99999 必填域缺失(sign)", yesterday, spoil: _ => "");
    }

    [Fact]
    public async Task The_file_of_a_day_without_orders_is_its_title_alone()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite);
        var day = flow.Now.ToOffset(TimeSpan.FromHours(8));
        Assert.StartsWith("34002 ", (await flow.Files.Download(day.ToString("yyyyMMdd"))).Text);
        await flow.Sandbox.MoveTo($"{day.AddDays(1):yyyy-MM-dd}T09:00:00+08:00");
        Assert.StartsWith("34001 ", (await flow.Files.Download(day.ToString("yyyyMMdd"))).Text);
        await flow.Sandbox.MoveTo($"{day.AddDays(1):yyyy-MM-dd}T09:31:00+08:00");
        var (type, text) = await flow.Files.Download(day.ToString("yyyyMMdd"));
        Assert.Equal("text/plain;charset=UTF-8", type);
        Assert.StartsWith("通联订单号|订单类型|", Assert.Single(text.TrimEnd('\n').Split('\n')));
        Assert.Contains("spreadsheetml", (await flow.Files.Download(day.ToString("yyyyMMdd"), "2")).Type);
    }

    private static byte[] Sized(int bytes)
    {
        var file = new byte[bytes];
        Yst2Files.Picture.CopyTo(file, 0);
        return file;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> parts, string name, string value) =>
        new(parts) { [name] = value };

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> parts, string name) =>
        parts.Where(p => p.Key != name).ToDictionary();
}
