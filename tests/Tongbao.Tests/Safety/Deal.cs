namespace Tongbao.Tests.Safety;

/// <summary>Where requests go: the two wires of one server, and its sandbox.</summary>
public sealed record Doors(Tsy2Client Tsy2, AccpClient Accp, SandboxClient Sandbox);

/// <summary>
/// What is asked with an effect that is known before it is sent: accepted, it changes these balances by this much, once, however often it is
/// sent.
/// </summary>
public abstract class Deal(string method, (string Account, long Change)[] effect)
{
    public string Method => method;

    public IReadOnlyList<(string Account, long Change)> Effect => effect;

    /// <summary>False while nobody knows what became of it: no answer came, or one that says that the store is gone.</summary>
    public abstract bool IsAnswered { get; }

    public abstract bool Accepted { get; }

    /// <summary>The code that it was refused with.</summary>
    public abstract string? Refusal { get; }

    /// <summary>It was told, signed, that the store is not to be had.</summary>
    public bool WasRefusedForItsStore { get; protected set; }

    /// <summary>What may be done once this was accepted.</summary>
    public Action? Then { get; init; }

    /// <returns>False where no answer came.</returns>
    public abstract Task<bool> Send(Doors through);

    protected static bool IsLost(Exception gone) =>
        gone is HttpRequestException or IOException or TaskCanceledException or InvalidOperationException;
}

/// <summary>A signed request of 通商云. A repeat must be answered as the first.</summary>
public sealed class Tsy2Deal(string method, SignedRequest request, params (string Account, long Change)[] effect) : Deal(method, effect)
{
    /// <summary>9200 数据库错误: as little known as no answer at all.</summary>
    private const string StoreIsGone = "9200";

    private volatile Tsy2Reply? answer;

    public override bool IsAnswered => answer is not null;

    public override bool Accepted => answer is { Ok: true };

    public override string? Refusal => answer?.ErrorCode;

    public string BizOrderNo => answer!.BizOrderNo;

    public override async Task<bool> Send(Doors through)
    {
        Tsy2Reply heard;
        try { heard = await through.Tsy2.Send(request); }
        catch (Exception lost) when (IsLost(lost)) { return false; }
        if (heard.ErrorCode == StoreIsGone)
        {
            WasRefusedForItsStore = true;
            return false;
        }
        if (answer is { Ok: true } first)
            Assert.True(first.SignedValue == heard.SignedValue,
            $"{Method} was answered\n{first.SignedValue}\nand, sent again,\n{heard.SignedValue}\nrequest {Json.Text(heard.Request)}");
        else answer = heard;
        return true;
    }
}
