using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class DocumentsUploadTests
{
    private const string Apply = "openacct-apply-enterprise";

    [Fact, Holds("W91", "W18")]
    public async Task Documents_that_were_uploaded_one_by_one_are_named_by_the_opening()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite, new { companyReview = "auto" });
        var boss = Person.New("u2");
        await flow.GivenProvedPhone("u2", boss.Phone);
        var papers = await flow.CompanyPapers(boss, AccpFlow.Serial());
        object Named(string licence, string emblem, string portrait) => AccpFlow.With(papers, new
        {
            basicInfo = new { unified_code = licence }, legalreptInfo = new { id_emblem = emblem, id_portrait = portrait },
        });
        var (licence, emblem, portrait) = (await Document(flow, "u2"), await Document(flow, "u2"), await Document(flow, "u2"));
        Assert.Contains("（basicInfo.unified_code）",
            (await flow.Account(Apply, Named(await Document(flow, "u3"), emblem, portrait), "1005")).Message);
        await flow.Account(Apply, Named(licence, emblem, portrait));
        Assert.Equal("NORMAL", await flow.Status("u2"));
        await flow.CloseTheDay();
    }

    [Fact]
    public async Task A_picture_that_is_none_is_refused_and_a_document_has_a_serial_of_its_own()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.Account("upload-photos", new { user_id = "u1", id_emblem = "!", id_portrait = AccpFlow.Picture, id_filetype = "png" },
            "2016");
        await flow.Account("upload-photos",
            new { user_id = "u1", id_emblem = AccpFlow.Picture, id_portrait = AccpFlow.Picture, id_filetype = "tiff" }, "1005");
        await flow.Account("upload-photos",
            new { user_id = "u1", id_emblem = AccpFlow.Picture, id_portrait = AccpFlow.Picture, id_filetype = "png" });
        var serial = AccpFlow.Serial();
        await Document(flow, "u1", serial);
        (await flow.When("documents/upload", Papers("u1", serial))).Must("1010");
        await flow.Account("query-txn", new { txn_seqno = serial }, "1011");
        await flow.CloseTheDay();
    }

    private static async Task<string> Document(AccpFlow flow, string user, string? serial = null) =>
        (await flow.When("documents/upload", Papers(user, serial ?? AccpFlow.Serial()))).Must().Text("doc_id")!;

    private static object Papers(string user, string serial) => new
    {
        user_id = user, txn_seqno = serial, txn_time = AccpClient.Stamp(), file_type = "png", context_type = "USER_IMAGE",
        file_context = AccpFlow.Picture,
    };
}
