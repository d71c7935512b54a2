using System.Globalization;

namespace RingCentralAD.Benchmarks.Harness;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    /// <summary>The parts to run, in order.</summary>
    public IReadOnlyList<BenchmarkPart> Parts { get; init; } = [];

    /// <summary>Sizes of the directory, in people.</summary>
    public IReadOnlyList<int> People { get; init; } = [1_000, 10_000, 50_000];

    /// <summary>Sizes of the directory for which only the peak memory of an import is looked at.</summary>
    public IReadOnlyList<int> MemoryPeople { get; init; } = [];

    /// <summary>How often each contender is measured.</summary>
    public int Rounds { get; init; } = 7;

    /// <summary>The Markdown page that takes the tables; null for the console alone.</summary>
    public string? WritePath { get; init; }

    /// <summary>Only the help is wanted.</summary>
    public bool Help { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It says something that is not known.</exception>
    public static Options Parse(IReadOnlyList<string> arguments, IReadOnlyList<BenchmarkPart> parts)
    {
        Options options = new();
        List<BenchmarkPart> wanted = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            options = argument switch
            {
                "-h" or "--help" => options with { Help = true },
                "--people" => options with { People = Numbers(argument, Value()) },
                "--memory" => options with { MemoryPeople = Numbers(argument, Value()) },
                "--rounds" => options with { Rounds = Numbers(argument, Value())[0] },
                "--write" => options with { WritePath = Value() },
                _ => Take(argument),
            };

            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{argument} needs a value.");
        }

        return options with { Parts = wanted.Count == 0 ? parts : wanted };

        Options Take(string name)
        {
            wanted.Add(parts.FirstOrDefault(part => part.Name == name) ?? throw new ArgumentException($"There is no benchmark named {name}."));
            return options;
        }
    }

    /// <summary>The help text.</summary>
    public static string Usage(IReadOnlyList<BenchmarkPart> parts) => $"""
        Usage: ./build.sh bench [part …] [options]

        Parts; without one all are run:
        {string.Join('\n', parts.Select(part => $"  {part.Name,-16} {part.Summary}"))}

        Options:
          --people N,N…    sizes of the directory, in people (1000,10000,50000)
          --memory N,N…    sizes for which only the peak memory of an import is looked at, such as 100000 (none)
          --rounds N       how often each contender is measured; medians are printed (7)
          --write FILE     puts the tables into this Markdown page, each in its part's place
        """;

    private static int[] Numbers(string argument, string text) =>
    [
        .. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"{argument} takes positive numbers, not {part}.")),
    ];
}
