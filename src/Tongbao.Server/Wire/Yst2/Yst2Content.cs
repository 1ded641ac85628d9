using System.Text.Json;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>A kept message, read again.</summary>
/// <param name="Data">As its table has it. The caller's to dispose of.</param>
public sealed record Yst2ReadAgain(Yst2Method Method, Command Command, string Digest, JsonDocument Data) : IDisposable
{
    public void Dispose() => Data.Dispose();
}

/// <summary>请求内容 of 云商通: the fields of bizData, by the table of the transCode (E4).</summary>
public sealed class Yst2Content(Yst2Methods methods, [FromKeyedServices(Yst2Wire.Wire)] Tables catalog, Vault vault) : IWireContent
{
    private readonly FieldReader _reader = new(catalog, ofKept: true);
    private readonly BizDataByTable _byTable = new(catalog);

    public string Wire => Yst2Wire.Wire;

    /// <summary>Where the content of a request is written; null of a question, which nobody repeats.</summary>
    public static RequestContent? Of(Yst2Method method) => method.IsQuery ? null : new RequestContent(Yst2Wire.Wire, method.TransCode);

    public string? DigestOf(AppKeys keys, KeptRequest kept)
    {
        using var read = Read(keys, kept.Text.Clear);
        return read?.Digest;
    }

    /// <summary>Null where it cannot be read any more.</summary>
    /// <param name="text">The message as kept.</param>
    public Yst2ReadAgain? Read(AppKeys keys, string text)
    {
        var fields = Yst2Kept.FieldsOf(text);
        if (keys is not Yst2Keys own || methods.Find(fields[Yst2Envelope.TransCode]) is not { Command: { } useCase } method
            || Of(method) is not { } content) return null;
        using var sent = JsonDocument.Parse(fields[Yst2Envelope.BizData]);
        var rows = method.Table.Section("request");
        var data = _byTable.Write(rows, sent.RootElement, own);
        var (command, wrong) = _reader.Bind(rows, data.RootElement, useCase, keys, content);
        if (wrong is null) return new Yst2ReadAgain(method, (Command)command!, content.Digest(vault), data);
        data.Dispose();
        return null;
    }
}
