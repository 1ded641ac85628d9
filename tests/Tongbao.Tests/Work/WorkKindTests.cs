using System.Reflection;
using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Tests.Work;

/// <summary>待办种类: what stands on the agenda names its kind, and what a version before names wrote there is read as before.</summary>
public sealed class WorkKindTests
{
    [Theory]
    [InlineData(0, "ask-channel"), InlineData(1, "deliver-notice"), InlineData(2, "channel-report"), InlineData(3, "send-payout"),
        InlineData(4, "funds-in")]
    public void A_kind_that_was_stored_as_a_number_is_read_by_its_name_and_stored_so_from_then_on(int number, string name)
    {
        var dialect = new Dialect(RowJson.Clear());
        var item = dialect.Row<WorkItem>($$"""{"id":"payout:1","kind":{{number}},"subject":"1","detail":"","dueAt":"2026-11-23T10:00:00+08:00","attempt":2}""");
        Assert.Equal((name, 2), (item.Kind, item.Attempt));
        Assert.Contains($"\"kind\":\"{name}\"", dialect.Body(item));
        Assert.Equal(item, dialect.Row<WorkItem>(dialect.Body(item)));
    }

    [Fact]
    public void The_rooms_declare_their_kinds_and_no_two_have_one_name()
    {
        var declared = new[] { typeof(Book).Assembly, typeof(Dialect).Assembly }.SelectMany(a => a.GetTypes())
            .Where(t => !t.ContainsGenericParameters)
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => f.FieldType == typeof(WorkKind)).Select(f => (WorkKind)f.GetValue(null)!).ToList();
        Assert.Superset(WorkKind.Numbered.ToHashSet(), declared.Select(k => k.Name).ToHashSet());
        Assert.Equal(declared.Count, declared.Select(k => k.Name).Distinct().Count());
    }
}
