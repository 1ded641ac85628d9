namespace Tongbao.Core.Members.Accp;

/// <summary>大额行号查询 (连连): the branches of a bank in a city whose names contain the given text.</summary>
public sealed record QueryCnapscode(string BankCode, string BranchName, string City) : Query
{
    public override ValueTask<Result> Run(Book book)
    {
        IReadOnlyList<Branch> found = [.. book.Environment.Banks.Branches.Where(b => b.BankCode == BankCode && b.City == City
            && b.BranchName.Contains(BranchName, StringComparison.Ordinal))];
        return new(found.Count > 0 ? new Found(BankCode, found) : Errors.BranchNotFound);
    }

    public sealed record Found(string BankCode, IReadOnlyList<Branch> Branches) : Reply;
}
