using System.Diagnostics;
using System.Globalization;

namespace RingCentralAD.Expressions.Tests;

/// <summary>Prints what evaluation and parsing cost beside hand-written C#; nothing is asserted of time. Run it with -c Release.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    private const string DirectNumber = """(appuser.directNumber != null ? appuser.directNumber : "") + "#" + appuser.extensionNumber""";
    private const string CleanUp = """String.append("+1", String.replace(String.replace(String.replace(String.removeSpaces(appuser.phone), "(", ""), ")", ""), "-", ""))""";

    private static readonly object?[] s_profile = ["+16505550123", "321", "(415) 555-0100", "ann@contoso.com", "ann"];

    private static readonly ExpressionSchema s_schema = new ExpressionSchemaBuilder()
        .Root("appuser", "directNumber", "extensionNumber", "phone", "email", "userName")
        .Build();

    [Fact]
    public void Print_what_expressions_cost()
    {
        Compare("plain attribute", "appuser.email", static p => p[3]);
        Compare("directNumber", DirectNumber, static p => ((string?)p[0] ?? "") + "#" + (string?)p[1]);
        Compare("ternary", "appuser.email != null ? appuser.email : appuser.userName", static p => p[3] ?? p[4]);
        Compare("clean-up", CleanUp, static p => "+1" + ((string)p[2]!).Replace(" ", "", StringComparison.Ordinal)
            .Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));
        Print("parsing directNumber", Measure(static () => Expression.Parse(DirectNumber)));
        Expression parsed = Expression.Parse(DirectNumber);
        Print("binding directNumber", Measure(() => parsed.Bind(s_schema)));
    }

    private void Compare(string name, string text, Func<object?[], object?> byHand)
    {
        BoundExpression bound = Expression.Parse(text).Bind(s_schema);
        var context = new EvaluationContext(s_schema);
        context.SetProfile(0, s_profile);
        Assert.Equal(byHand(s_profile), bound.Evaluate(context));
        Print(name + ", by hand", Measure(() => byHand(s_profile)));
        Print(name + ", ours", Measure(() => bound.Evaluate(context)));
    }

    private void Print(string name, (double Nanoseconds, double Bytes) cost) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28}{cost.Nanoseconds,10:F1} ns{cost.Bytes,10:F0} bytes"));

    /// <summary>The best of several rounds, since other work on the machine only ever adds.</summary>
    private static (double Nanoseconds, double Bytes) Measure(Func<object?> action)
    {
        const int Times = 100_000;
        double best = double.MaxValue;
        double bytes = 0;
        for (int round = 0; round < (Repository.IsSoak ? 30 : 5); round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Times; i++)
            {
                _ = action();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Times);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Times;
        }

        return (best, bytes);
    }
}
