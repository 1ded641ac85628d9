namespace Tongbao.Tests.Safety;

/// <summary>
/// A signed request whose effect is known before it is sent: accepted, it changes these balances by this much, once, however often it is
/// sent. What happens to its answer is kept, so that a repeat can be held against it.
/// </summary>
public sealed class Deal(string method, SignedRequest request, params (string Account, long Change)[] effect)
{
    private volatile Tsy2Reply? answer;

    public string Method => method;

    public SignedRequest Request => request;

    public IReadOnlyList<(string Account, long Change)> Effect => effect;

    /// <summary>Null while nobody knows what became of it: no answer came, or one that says that the store is gone.</summary>
    public Tsy2Reply? Answer => answer;

    /// <summary>It was told, signed, that the store is not to be had.</summary>
    public bool WasRefusedForItsStore { get; private set; }

    public bool Accepted => answer is { Ok: true };

    /// <summary>What may be done once this was accepted.</summary>
    public Action? Then { get; init; }

    public async Task<bool> Send(Tsy2Client client)
    {
        Tsy2Reply heard;
        try { heard = await client.Send(request); }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException
            or InvalidOperationException) { return false; }
        if (heard.ErrorCode == StoreIsGone)
        {
            WasRefusedForItsStore = true;
            return false;
        }
        if (answer is { Ok: true } first)
            Assert.True(first.SignedValue == heard.SignedValue,
            $"{method} was answered\n{first.SignedValue}\nand, sent again,\n{heard.SignedValue}\nrequest {Json.Text(heard.Request)}");
        else answer = heard;
        return true;
    }

    /// <summary>9200 数据库错误: as little known as no answer at all.</summary>
    private const string StoreIsGone = "9200";
}
