namespace Tongbao.Core.Orders.Yst2;

/// <summary>Facts of a notice that is sent under the 交易码 of what was asked for: 2085 of a purchase, 2290 of a withdrawal.</summary>
public interface ITransCoded
{
    string TransCode { get; }
}
