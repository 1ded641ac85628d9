using System.Net.Http.Json;
using System.Text.Json;

namespace Tongbao.Server.Cli.Demo;

/// <summary>沙箱控制接口, as an integrator's own tests use it: plays buyers, banks, operators and time.</summary>
internal sealed class SandboxClient(string url, string app) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(url) };

    /// <returns>The platform's public key and the number of the members' account set.</returns>
    public async Task<(string PublicKey, string CustodySet)> OpenApp(string name, string publicKey, object settings)
    {
        var made = await Post("/sandbox/apps", new { protocol = "tsy2", id = app, name, merchantPublicKey = publicKey, settings });
        return (made.GetProperty("platformPublicKey").GetString()!, made.GetProperty("custodyAccountSetNo").GetString()!);
    }

    /// <summary>A second door: the app's number and key on another wire.</summary>
    /// <returns>The platform's public key there.</returns>
    public async Task<string> AddIdentity(string protocol, string id, string merchantPublicKey) =>
        (await Post($"/sandbox/apps/{app}/identities", new { protocol, id, merchantPublicKey }))
            .GetProperty("platformPublicKey").GetString()!;

    public Task Review(string member) => Post($"/sandbox/apps/{app}/members/{member}/review", new { result = "approve" });

    public Task Funds(string accountSetNo, long amount) => Post($"/sandbox/apps/{app}/funds", new { accountSetNo, amount });

    public Task BuyerPays(string order) => Post($"/sandbox/apps/{app}/payments/{order}", new { result = "success" });

    public Task Scenario(object match, params object[] then) => Post("/sandbox/scenarios", new { app, match, then });

    /// <summary>The newest code sent to a phone.</summary>
    public async Task<string> Sms(string phone) => (await Get($"/sandbox/sms?app={app}&phone={phone}"))[0].GetProperty("code").GetString()!;

    public async Task<DateTimeOffset> Now() => (await Get("/sandbox/clock")).GetProperty("now").GetDateTimeOffset();

    public Task Freeze() => Post("/sandbox/clock", new { freeze = true });

    public Task Advance(string duration) => Post("/sandbox/clock", new { advance = duration });

    /// <summary>Moves the clock. Everything due until then has been done when the call returns.</summary>
    public Task MoveTo(DateTimeOffset to) => Post("/sandbox/clock", new { to });

    public Task<JsonElement> Books() => Get($"/sandbox/apps/{app}/books");

    private async Task<JsonElement> Get(string path) => await Read(await _http.GetAsync(path), path);

    private async Task<JsonElement> Post(string path, object body) => await Read(await _http.PostAsJsonAsync(path, body), path);

    private static async Task<JsonElement> Read(HttpResponseMessage response, string path)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode) throw new DemoFault($"{path}: {(int)response.StatusCode} {text}");
            using var json = JsonDocument.Parse(text);
            return json.RootElement.Clone();
        }
    }

    public void Dispose() => _http.Dispose();
}
