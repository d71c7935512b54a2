namespace RingCentralAD.Expressions.Tests;

/// <summary>An evaluation allocates what its result needs and no more: what the same C# by hand allocates.</summary>
public sealed class AllocationTests
{
    private static readonly ExpressionSchema s_schema = new ExpressionSchemaBuilder().Root("appuser", "directNumber", "extensionNumber", "flag", "state").Build();
    private static readonly object?[] s_profile = ["+16505550123", "321", true, "California"];

    public static TheoryData<string, Func<object?[], object?>> Pairs => new()
    {
        { "appuser.directNumber", static p => p[0] },
        { "appuser.directNumber != null ? appuser.directNumber : \"\"", static p => p[0] ?? "" },
        { "(appuser.directNumber != null ? appuser.directNumber : \"\") + \"#\" + appuser.extensionNumber", static p => (string)(p[0] ?? "") + "#" + (string?)p[1] },
        { "\"a\" + appuser.directNumber + \"b\" + appuser.extensionNumber + \"c\"", static p => string.Concat((string?[])["a", (string?)p[0], "b", (string?)p[1], "c"]) },
        { "appuser.flag and appuser.directNumber == \"x\"", static _ => Boxes.False },
        { "String.len(appuser.directNumber) > 5 and String.startsWith(appuser.directNumber, \"+\")", static _ => Boxes.True },
        { "String.substringBefore(appuser.directNumber, \"05\")", static p => ((string)p[0]!)[..4] },
        { "String.append(\"tel:\", String.replace(String.substringAfter(appuser.directNumber, \"+\"), \"555\", \"-\"))", static _ => new string("tel:1650-0123") },
        { "String.stringSwitch(appuser.state, \"?\", \"Nevada\", \"NV\", \"California\", \"CA\")", static _ => "CA" },
        { "appuser.directNumber ?: appuser.extensionNumber", static p => p[0] },
    };

    [Theory]
    [MemberData(nameof(Pairs), DisableDiscoveryEnumeration = true)]
    public void Ours_allocates_no_more_than_by_hand(string text, Func<object?[], object?> byHand)
    {
        BoundExpression bound = Expression.Parse(text).Bind(s_schema);
        var context = new EvaluationContext(s_schema);
        context.SetProfile(0, s_profile);
        Assert.Equal(byHand(s_profile), bound.Evaluate(context));
        Assert.InRange(Allocated(() => bound.Evaluate(context)), 0, Allocated(() => byHand(s_profile)));
    }

    private static long Allocated(Func<object?> action)
    {
        _ = action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            _ = action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
    }
}
