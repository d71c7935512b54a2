namespace RingCentralAD.Benchmarks.Harness;

/// <summary>A Markdown table whose columns are aligned, so that it reads well in a console too.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [headings];

    public void Add(params string[] cells)
    {
        if (cells.Length != headings.Length)
        {
            throw new ArgumentException($"A row of {headings.Length} cells is wanted, not of {cells.Length}.");
        }

        _rows.Add(cells);
    }

    /// <inheritdoc />
    public override string ToString()
    {
        int[] widths = [.. headings.Select((_, column) => _rows.Max(row => row[column].Length))];
        string rule = $"| {new string('-', widths[0])} | {string.Join(" | ", widths.Skip(1).Select(width => new string('-', width - 1) + ":"))} |";
        return string.Join('\n', _rows.Select(Line).Take(1).Append(rule).Concat(_rows.Skip(1).Select(Line)));

        // The first column names the row, the others are numbers.
        string Line(string[] cells) => $"| {cells[0].PadRight(widths[0])} | {string.Join(" | ", cells.Skip(1).Select((cell, column) => cell.PadLeft(widths[column + 1])))} |";
    }
}
