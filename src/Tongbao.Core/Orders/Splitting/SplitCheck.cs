using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Splitting;

/// <summary>分账规则检查: may an order be split so? 5.3.</summary>
public static class SplitCheck
{
    /// <summary>分账规则: levels, members, amounts; every child known, and nobody his own ancestor.</summary>
    public static async ValueTask<Error?> CheckSplit(this Book book, IReadOnlyList<SplitRule> split, Cents amount, Cents fee,
        BizUserId root)
    {
        if (split.Count == 0) return null;
        if (split.Max(s => s.Levels()) > SplitRule.MaxLevels)
            return Errors.SplitTooDeep.On("Split", split.Max(s => s.Levels()), Allowed.AtMost(SplitRule.MaxLevels));
        var nodes = split.SelectMany(s => s.WithDescendants()).ToList();
        if (nodes.Count > SplitRule.MaxMembers) return Errors.SplitTooWide.On("Split", nodes.Count, Allowed.AtMost(SplitRule.MaxMembers));
        if (!split.All(s => s.Fits()) || (amount - fee).LeftBy(split, s => s.Amount) is null)
            return SplitPlaces.WrongAmount(split, amount - fee);
        foreach (var (node, path) in split.Places())
        {
            if (node.Member.IsPlatform)
            {
                if (book.Sets.Find(node.AccountSetNo, SetUse.Split) is not { Kind: not AccountKind.Custom } set)
                    return Errors.WrongAccountSet.About(node.AccountSetNo ?? "")
                        .On($"{path}.{nameof(node.AccountSetNo)}", node.AccountSetNo,
                        Allowed.OneOf(book.Sets.For(SetUse.Split)));
                if (!await book.IsMade(set)) return Errors.AccountSetNotFound.On($"{path}.{nameof(node.AccountSetNo)}", set.No);
            }
            else if (await book.FindMember(node.Member) is null)
                return Errors.PayeeNotFound.About(node.Member.Value).On($"{path}.{nameof(node.Member)}", node.Member.Value);
        }
        return Returns([book.AccountOf(root)], split) ? Errors.SplitReturns : null;

        bool Returns(IReadOnlyList<AccountId> above, IReadOnlyList<SplitRule> children) => children.Any(child =>
            child.AccountIn(book) is var account && (above.Contains(account) || Returns([.. above, account], child.Children)));
    }
}
