using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Sandbox;

/// <summary>待处理 as the sandbox shows it.</summary>
public sealed record FindingView(string Id, DateTimeOffset At, string Kind, string Order, long Amount, string Detail)
{
    public static FindingView Of(Finding f) =>
        new(f.Id, Days.ToChina(f.At), f.Kind, CardsInText.Hide(f.Order), f.Amount.Fen,
            Tables.Shared.Findings.GetValueOrDefault(f.Detail) ?? CardsInText.Hide(f.Detail));
}
