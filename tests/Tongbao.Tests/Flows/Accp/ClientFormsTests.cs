using System.Text;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>客户端的写法: bodies as clients in PHP, Java and Go write them are taken as the tables say.</summary>
public sealed class ClientFormsTests
{
    [Fact, Holds("W13", "W15")]
    public async Task An_amount_is_the_same_yuan_in_every_form_that_clients_write()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        var amounts = new Table();
        foreach (var (written, read) in new[]
        {
            ("\"86.75\"", "86.75"), ("\"1.5\"", "1.50"), ("\"1\"", "1.00"), ("150", "150.00"), ("150.0", "150.00"), ("\"150.0\"", "150.00"),
            ("1.23456789E7", "12345678.90"), ("\"1.23456789E7\"", "12345678.90"), ("0.30000000000000004", "0.30"),
            ("0.29999999999999998", "0.30"), ("1.0E-2", "0.01"), ("86.75000", "86.75"), ("99999999.99", "99999999.99"),
        })
        {
            var serial = AccpFlow.Serial();
            var created = (await Raw(flow, "txn/tradecreate", TopUp, serial, written)).Must();
            var found = await flow.Query(serial);
            amounts.Add($"{written} is {read}, {read}",
                $"{written} is {created.Text("total_amount")}, {found.Text("orderInfo.total_amount")}");
        }
        amounts.MustMatch();
    }

    [Fact, Holds("W14")]
    public async Task What_is_no_amount_is_refused_by_its_name_and_makes_no_order()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        var refusals = new Table();
        foreach (var written in new[]
        {
            "\"1.005\"", "1.005", "0", "\"0.00\"", "-1", "\"-0.01\"", "100000000", "1E8", "99999999.991", "\"1,000.00\"", "\"+1\"", "\" 1\"",
            "\".5\"", "\"5.\"", "\"０.５\"", "\"¥1\"", "true", "[1]", "{}", "1E999", "0.0000001",
        })
        {
            var serial = AccpFlow.Serial();
            var refused = await Raw(flow, "txn/tradecreate", TopUp, serial, written);
            refusals.Add($"{written} 1005 （orderInfo.total_amount） 1011",
                $"{written} {refused.Code} {refused.Message[^"（orderInfo.total_amount）".Length..]} {(await Find(flow, serial)).Code}");
        }
        refusals.MustMatch();
    }

    [Fact, Holds("W2", "W13", "W16")]
    public async Task PHP_escapes_slashes_and_Chinese_and_writes_floats_as_it_likes()
    {
        await using var flow = await Given();
        var serial = AccpFlow.Serial();
        (await Raw(flow, "txn/tradecreate", """
            {"timestamp":"{stamp}","oid_partner":"{merchant}","txn_type":"GENERAL_CONSUME","user_id":"u1","user_type":"","notify_url":"http:\/\/127.0.0.1:1\/n",
            "pay_expire":"30","orderInfo":{"txn_seqno":"{serial}","txn_time":"{stamp}","total_amount":0.1,"order_info":"\u8336\u53f6 \/ 100%","goods_name":null},
            "payeeInfo":[{"payee_id":"u3","payee_type":"USER","payee_amount":0.1,"payee_meme":"\u4f63\u91d1"}],"business_source":""}
            """, serial)).Must();
        (await Raw(flow, "txn/payment-balance", """
            {"timestamp":"{stamp}","oid_partner":"{merchant}","txn_seqno":"{serial}","total_amount":"0.10","coupon_amount":"",
            "payerInfo":{"user_id":"u1","password":"{password}","random_key":""},"risk_item":[]}
            """, serial)).Must();
        Assert.Equal("茶叶 / 100%", (await flow.Query(serial)).Text("orderInfo.order_info"));
        await flow.ThenStands("u3  0.10");
    }

    [Fact, Holds("W13", "W14", "W17")]
    public async Task Java_writes_doubles_and_reads_accp_txno_as_a_number()
    {
        await using var flow = await Given();
        var (serial, refund) = (AccpFlow.Serial(), AccpFlow.Serial());
        // fastjson: names in order, doubles as Java prints them, sums of two with what binary fractions leave
        var created = (await Raw(flow, "txn/tradecreate", """
            {"oid_partner":"{merchant}","orderInfo":{"fee_amount":0.0,"goods_name":"茶叶","total_amount":0.30000000000000004,"txn_seqno":"{serial}","txn_time":"{stamp}"},"payeeInfo":[{"payee_amount":0.1,"payee_id":"u3","payee_type":"USER"},{"payee_amount":0.2,"payee_id":"{merchant}","payee_type":"MERCHANT"}],"pay_expire":30,"timestamp":"{stamp}","txn_type":"GENERAL_CONSUME","user_id":"u1"}
            """, serial)).Must();
        (await Raw(flow, "txn/payment-balance", """
            {"coupon_amount":0.0,"oid_partner":"{merchant}","payerInfo":{"password":"{password}","payer_id":"u1"},"timestamp":"{stamp}","total_amount":0.3,"txn_seqno":"{serial}"}
            """, serial)).Must();
        var found = (await Raw(flow, "txn/query-payment", """
            {"accp_txno":{amount},"oid_partner":"{merchant}","timestamp":"{stamp}"}
            """, serial, created.Text("accp_txno")!)).Must();
        Assert.Equal((serial, "0.30"), (found.Text("orderInfo.txn_seqno"), found.Text("orderInfo.total_amount")));
        (await Raw(flow, "txn/asyn-refund", """
            {"oid_partner":"{merchant}","originalOrderInfo":{"total_amount":0.3,"txn_seqno":"{serial}"},"refundMethods":[{"amount":0.1,"method":"BALANCE"}],"refundOrderInfo":{"payee_id":"u3","payee_type":"USER","refund_amount":0.1,"refund_seqno":"{amount}","refund_time":"{stamp}"},"timestamp":"{stamp}","user_id":"u1"}
            """, serial, refund)).Must();
        await flow.ThenStands("""
            u1      99.80
            u3       0.00
            MCHOWN   0.20
            """);
    }

    [Fact, Holds("W16")]
    public async Task Go_writes_one_object_for_a_list_of_one_and_ends_in_a_line_feed()
    {
        await using var flow = await Given();
        var serial = AccpFlow.Serial();
        (await Raw(flow, "txn/tradecreate", """
            {"timestamp":"{stamp}","oid_partner":"{merchant}","txn_type":"SECURED_CONSUME","user_id":"u1","notify_url":"http://127.0.0.1:1/n?a=1\u0026b=2","orderInfo":{"txn_seqno":"{serial}","txn_time":"{stamp}","total_amount":10},"payeeInfo":{"payee_id":"u3","payee_type":"USER","payee_amount":"10"}}
            """ + "\n", serial)).Must();
        (await Raw(flow, "txn/payment-gw", """
            {"timestamp":"{stamp}","oid_partner":"{merchant}","txn_seqno":"{serial}","total_amount":10,"client_ip":"::1","extend_params":{"a":1},"payerInfo":[{"payer_type":"USER","user_id":"u1","password":"{password}"}],"payMethods":{"method":"BALANCE","amount":10}}
            """ + "\n", serial)).Must();
        (await Raw(flow, "txn/secured-confirm", """
            {"timestamp":"{stamp}","oid_partner":"{merchant}","user_id":"u1","confirm_mode":"PART","originalOrderInfo":[{"txn_seqno":"{serial}","total_amount":10}],"confirmOrderInfo":{"confirm_seqno":"{amount}","confirm_time":"{stamp}","confirm_amount":4.0},"payeeInfo":{"payee_id":"u3","payee_type":"USER","payee_amount":4}}
            """ + "\n", serial, AccpFlow.Serial())).Must();
        Assert.Contains("（originalOrderInfo）", (await Raw(flow, "txn/secured-confirm", """
            {"timestamp":"{stamp}","oid_partner":"{merchant}","user_id":"u1","confirm_mode":"ALL","originalOrderInfo":[{"txn_seqno":"{serial}","total_amount":10},{}],"confirmOrderInfo":{"confirm_seqno":"{amount}","confirm_time":"{stamp}","confirm_amount":6}}
            """, serial, AccpFlow.Serial())).Must("1005").Message);
        await flow.ThenStands("""
            u3         4.00
            MCHASSURE  0.00 + 6.00
            """);
    }

    private const string TopUp = """
        {"timestamp":"{stamp}","oid_partner":"{merchant}","txn_type":"USER_TOPUP","user_id":"u1","orderInfo":{"txn_seqno":"{serial}","txn_time":"{stamp}","total_amount":{amount}}}
        """;

    private static async Task<AccpFlow> Given()
    {
        var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUserWith("u1", "100.00");
        await flow.GivenUser("u3");
        return flow;
    }

    private static Task<AccpReply> Find(AccpFlow flow, string serial) => flow.When("txn/query-payment", new { txn_seqno = serial });

    /// <summary>A body written by hand, with its blanks filled in.</summary>
    private static async Task<AccpReply> Raw(AccpFlow flow, string path, string body, string serial, string amount = "")
    {
        var filled = body.Replace("{stamp}", AccpClient.Stamp()).Replace("{merchant}", flow.App.Id).Replace("{serial}", serial)
            .Replace("{amount}", amount).Replace("{password}", await flow.Seal(AccpFlow.Password));
        return await flow.Client.Send(await flow.Client.SignBody(path, Encoding.UTF8.GetBytes(filled)));
    }
}
