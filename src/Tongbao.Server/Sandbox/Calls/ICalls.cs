using Tongbao.Server.Catalog;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>一组接口: calls of the sandbox API about one thing.</summary>
public interface ICalls
{
    /// <param name="api">Everything below /sandbox, behind the door and with refusals as problem details.</param>
    void Map(IEndpointRouteBuilder api);
}

/// <summary>How a call is answered that cannot be done.</summary>
public static class Answers
{
    public static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    /// <summary>What a use case refuses, in English.</summary>
    /// <param name="words">Of the wire that is concerned.</param>
    public static IResult Problem(int status, ErrorWords words, Error error) => Problem(status, words.Of(error).En);
}

/// <summary>金额: sums that books can hold.</summary>
public static class Sums
{
    public static readonly string ASum = $"an amount of 1 to {Cents.LargestSum} fen";

    public static bool IsSum(long amount) => amount is > 0 and <= Cents.LargestSum;
}
