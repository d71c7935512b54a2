using RingCentralAD.Benchmarks.Harness;

namespace RingCentralAD.Benchmarks.Expressions;

/// <summary>The mapping language beside C# by hand, Jint and Spring's SpEL.</summary>
internal static class ExpressionBenchmark
{
    // A round takes milliseconds: there can be more of them than of an import.
    private const int RoundsForOne = 5;

    public static BenchmarkPart Part { get; } = new("expressions", "Mapping expressions", "evaluation and parsing beside C# by hand, Jint and Spring's SpEL", RunAsync);

    private static async Task RunAsync(Options options, Report report, CancellationToken cancellationToken)
    {
        report.Write("""
            One evaluation for one person. By hand: a C# delegate over the same values. Ours: bound to the schema. Jint 4.18.0: a prepared script over
            an object of the engine's own. SpEL: Debian's Spring 4.3, interpreted, over a map. All four give the same value, or nothing is measured.
            """);
        await using SpelProcess? spel = SpelProcess.WhyNot is null ? await SpelProcess.StartAsync(cancellationToken) : null;
        if (spel is null)
        {
            report.Write($"Without SpEL: {SpelProcess.WhyNot}");
        }

        int rounds = options.Rounds * RoundsForOne;
        ExpressionTables tables = new();
        IContender? spelParsing = null;
        foreach (ExpressionCase given in ExpressionCase.All)
        {
            Report.Say($"{given.Name}…");
            List<IContender> contenders = [Contenders.ByHand(given), Contenders.Ours(given), Contenders.Jint(given)];
            if (spel is not null)
            {
                (IContender evaluating, IContender parsing) = await spel.AddAsync(given, cancellationToken);
                contenders.Add(evaluating);
                spelParsing = given.Ours == ExpressionCase.DirectNumber ? parsing : spelParsing;
            }

            tables.AddEvaluation(given, await Contest.RunAsync(contenders, rounds, cancellationToken));
        }

        Report.Say("parsing…");
        List<IContender> parsers = [Contenders.Parsing(ExpressionCase.DirectNumber), Contenders.Binding(ExpressionCase.DirectNumber), Contenders.JintParsing(ExpressionCase.DirectNumber)];
        tables.AddParsing(await Contest.RunAsync(spelParsing is null ? parsers : [.. parsers, spelParsing], rounds, cancellationToken));
        tables.Write(report);
    }
}
