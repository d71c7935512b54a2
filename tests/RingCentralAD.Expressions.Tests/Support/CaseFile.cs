namespace RingCentralAD.Expressions.Tests;

/// <summary>One line of a table: an expression, its context as JSON, and what it gives.</summary>
internal sealed record Case(string File, int Line, string Expression, string Context, string Expected);

/// <summary>
/// Reads a table of cases. <c># text</c> is a comment, <c>@ {json}</c> the context from here on,
/// <c>expression => expression</c> a value, <c>expression => !kind</c> or <c>!kind@position</c> an error; <c>⏎</c> in an expression is a line end.
/// </summary>
internal static class CaseFile
{
    private const string Arrow = " => ";

    public static IEnumerable<Case> Read(string file)
    {
        using Stream stream = typeof(CaseFile).Assembly.GetManifestResourceStream(file)
            ?? throw new ArgumentException($"There is no table {file}.", nameof(file));
        using var reader = new StreamReader(stream);
        string context = "{}";
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.StartsWith("@ ", StringComparison.Ordinal))
            {
                context = line[1..].Trim();
            }
            else if (line.Length > 0 && line != "#" && !line.StartsWith("# ", StringComparison.Ordinal))
            {
                int arrow = line.LastIndexOf(Arrow, StringComparison.Ordinal);
                Assert.True(arrow >= 0, $"{file} line {number} has no {Arrow}");
                yield return new(file, number, line[..arrow].TrimEnd().Replace('⏎', '\n'), context, line[(arrow + Arrow.Length)..].Trim());
            }
        }
    }
}
