// 通商云 2.0 客户端,只用 .NET 自带的库(10 起)A client in C# with nothing but what comes with .NET: dotnet run --project examples/csharp
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

const string Sysid = "100000000001", Set = "200001";
string Setting(string name, string usual) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? given : usual;
string url = Setting("TONGBAO_URL", "http://127.0.0.1:8600"), keys = Setting("TONGBAO_KEYS", "data/demo-keys");
using var http = new HttpClient();
using var own = RSA.Create();
own.ImportFromPem(File.ReadAllText($"{keys}/merchant-private.pem"));
using var platform = X509CertificateLoader.LoadCertificateFromFile($"{keys}/platform.cer").GetRSAPublicKey()!;

// 签名:对 base64(MD5(UTF-8 原文)) 做 SHA1withRSA A signature: RSA PKCS#1 v1.5 with SHA-1 over base64(MD5(UTF-8 text)), in base64.
byte[] Digest(string text) => Encoding.ASCII.GetBytes(Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(text))));
string Sign(string text) => Convert.ToBase64String(own.SignData(Digest(text), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
bool IsSigned(string text, string sign) => platform.VerifyData(Digest(text), Convert.FromBase64String(sign), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
// 敏感字段:用平台公钥加密 Card and ID numbers: RSA PKCS#1 v1.5 with the platform's key, upper-case hex; answers come under your own key.
string Encrypt(string text) => Convert.ToHexString(platform.Encrypt(Encoding.UTF8.GetBytes(text), RSAEncryptionPadding.Pkcs1));

// 请求签 sysid + req + timestamp,应答签 signedValue,一字不改 Signed exactly as it travels: sysid + req + timestamp, and signedValue of answers.
var json = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
async Task Call(string service, string method, object param)
{
    var req = JsonSerializer.Serialize(new { service, method, param }, json);
    // 时间:东八区,前后 10 分钟内有效 Timestamps are China's time wherever you are (UTC+8), at most ten minutes off.
    var timestamp = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss");
    var form = new Dictionary<string, string> { ["sysid"] = Sysid, ["timestamp"] = timestamp, ["v"] = "2.0", ["req"] = req, ["sign"] = Sign(Sysid + req + timestamp) };
    var answer = (await (await http.PostAsync($"{url}/service/soa", new FormUrlEncodedContent(form))).Content.ReadFromJsonAsync<Dictionary<string, string>>())!;
    if (!IsSigned(answer["signedValue"], answer["sign"])) throw new CryptographicException($"{method}: 应答验签失败 the answer is not signed by the platform");
    if (answer["status"] != "OK") throw new InvalidOperationException($"{method}: {answer["errorCode"]} {answer["message"]}");
    Console.WriteLine($"{method} 验签通过 signature right {answer["signedValue"]}");
}
// 沙箱接口:付款人、时钟 The sandbox API: what the buyer does, and the clock.
async Task Sandbox(string path, object body) => (await http.PostAsJsonAsync($"{url}/sandbox{path}", body)).EnsureSuccessStatusCode();

// 通知:表单 POST 到 backUrl,签 sysid + rps + timestamp;应答 200,否则重发 A notice is a form posted to backUrl; answer 200, or it comes again.
var notice = new TaskCompletionSource<string>();
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
await using var receiver = builder.Build();
receiver.MapPost("/notice", async (HttpRequest request) =>
{
    var form = await request.ReadFormAsync();
    if (!IsSigned($"{form["sysid"]}{form["rps"]}{form["timestamp"]}", form["sign"]!)) return Results.BadRequest();
    notice.TrySetResult(form["rps"]!);
    return Results.Ok();
});
receiver.Urls.Add("http://127.0.0.1:0");
await receiver.StartAsync();

// 页面:会员的浏览器带同样五个字段打开 Pages: the member's browser opens {url}/yungateway/pwd/setPayPwd.html?sysid&timestamp&v&req&sign, signed likewise.
string user = $"csharp-{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}", order = $"{user}-1";
await Call("MemberService", "createMember", new { bizUserId = user, memberType = 3, source = 2 });
await Call("MemberService", "setRealName", new { bizUserId = user, name = "张三", identityType = 1, identityNo = Encrypt("310101199001010015") });
await Call("MemberService", "applyBindAcct", new { bizUserId = user, operationType = "set", acctType = "weChatPublic", acct = "openid-1" });
await Call("OrderService", "depositApply", new // 金额单位为分 amounts in fen
{
    bizOrderNo = order, bizUserId = user, accountSetNo = Set, amount = 10000, fee = 200, validateType = 0, payMethod = new { SCAN_WEIXIN = new { amount = 10000 } },
    source = 2, industryCode = "1910", industryName = "其他", backUrl = $"{receiver.Urls.First()}/notice",
});
await Sandbox($"/apps/{Sysid}/payments/{order}", new { result = "success" });
await Sandbox("/clock", new { advance = "PT10S" }); // 通知在付款 5 秒后发出 notices go out 5 s after the payment: no need to wait for them
Console.WriteLine($"通知 notice 验签通过 signature right {await notice.Task}");
await Call("OrderService", "queryBalance", new { bizUserId = user, accountSetNo = Set });
