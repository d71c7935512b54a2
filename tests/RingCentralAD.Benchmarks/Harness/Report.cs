using System.Text;

namespace RingCentralAD.Benchmarks.Harness;

/// <summary>What a part has to say, as Markdown: printed as it comes and kept for the page.</summary>
internal sealed class Report
{
    private readonly TextWriter _console;
    private readonly StringBuilder _text = new();

    public Report(BenchmarkPart part, TextWriter console)
    {
        _console = console;
        Write($"## {part.Title}");
    }

    /// <summary>All of it.</summary>
    public string Text => _text.ToString();

    /// <summary>A paragraph or a table, with an empty line before it.</summary>
    public void Write(string paragraph)
    {
        _console.WriteLine();
        _console.WriteLine(paragraph);
        _text.Append('\n').Append(paragraph).Append('\n');
    }

    /// <summary>What is going on, for the person who waits: not kept.</summary>
    public static void Say(string progress) => Console.Error.WriteLine(progress);
}
