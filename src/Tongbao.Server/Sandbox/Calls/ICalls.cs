using Tongbao.Server.Catalog;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>一组接口: sandbox API calls about one subject.</summary>
public interface ICalls
{
    /// <param name="api">The routes below /sandbox. Access checks and problem details are already set up for them.</param>
    void Map(IEndpointRouteBuilder api);
}

/// <summary>Error replies of the sandbox API.</summary>
public static class Answers
{
    public static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    /// <summary>The refusal of a use case, in English.</summary>
    /// <param name="words">The words of the wire concerned.</param>
    public static IResult Problem(int status, ErrorWords words, Error error) => Problem(status, words.Of(error).En);
}

/// <summary>金额: checks that an amount is within the limits of the books.</summary>
public static class Sums
{
    public static readonly string ASum = $"an amount of 1 to {Cents.LargestSum} fen";

    public static bool IsSum(long amount) => amount is > 0 and <= Cents.LargestSum;
}
