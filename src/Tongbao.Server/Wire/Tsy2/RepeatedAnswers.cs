using System.Text.Json;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// 重发的应答: what an application was answered, made again the way a repeat of it is: its use case finds its own twin. Nothing is written,
/// and no channel is asked.
/// </summary>
public sealed class RepeatedAnswers(Tsy2Methods methods, Tables catalog, Tsy2Answers answers, Asker asker)
{
    private readonly FieldReader _reader = new(catalog, ofKept: true);

    /// <param name="req">The request as kept.</param>
    public async Task<(string SignedValue, string Sign)?> Of(AppKeys keys, string req)
    {
        using var document = JsonDocument.Parse(req);
        var root = document.RootElement;
        // What came by a page has neither service nor method.
        if (!root.TryGetProperty("service", out var service) || !root.TryGetProperty("method", out var name)
            || !root.TryGetProperty("param", out var param)) return null;
        if (methods.Find(service.GetString()!, name.GetString()!) is not { Command: { } useCase } method) return null;
        var (command, wrong) = _reader.Bind(method.Table.Section("request"), param, useCase, keys);
        if (wrong is not null) return null;
        var reply = await asker.Read(keys.App.Id, async book => (await ((Command)command!).Run(book)).Reply, Tsy2Wire.Wire);
        return reply is null ? null : answers.Signed(keys, method, reply);
    }
}
