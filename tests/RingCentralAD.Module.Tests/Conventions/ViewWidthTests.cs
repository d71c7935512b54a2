using System.Globalization;
using System.Xml.Linq;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Conventions;

/// <summary>
/// PowerShell drops columns from the right where a table is wider than the terminal, and shares what is left among the columns without a width: no view
/// may lose a column, or show one too narrow to read, on a terminal of 80 columns.
/// </summary>
public sealed class ViewWidthTests
{
    private const int Terminal = 80;
    private const int MostColumns = 6;
    private const int Readable = 10;

    [Fact]
    public void No_table_loses_a_column_on_a_terminal_of_80()
    {
        List<string> broken = [];
        int tables = 0;
        foreach (string path in Directory.GetFiles(Repository.In("formats"), "*.ps1xml"))
        {
            foreach (XElement table in XDocument.Load(path).Descendants("TableControl"))
            {
                tables++;
                int[] widths = [.. table.Descendants("TableColumnHeader").Select(static header => int.Parse(header.Element("Width")?.Value ?? "0", CultureInfo.InvariantCulture))];
                int left = Terminal - widths.Sum() - (widths.Length - 1);
                int open = widths.Count(static width => width == 0);
                if (widths.Length > MostColumns || left < open * Readable)
                {
                    broken.Add($"{Path.GetFileName(path)}: {widths.Length} columns, {left} left for {open} without a width.");
                }
            }
        }

        Assert.True(tables > 30, $"{tables} tables");
        Assert.Empty(broken);
    }

    /// <summary>What was and what is: half a number is a wrong one.</summary>
    [Fact]
    public void Tables_that_show_old_and_new_values_wrap_them()
    {
        XDocument[] views = [.. Directory.GetFiles(Repository.In("formats"), "*.ps1xml").Select(static path => XDocument.Load(path))];
        XElement[] rows = [.. views.SelectMany(static view => view.Descendants("TableRowEntry")).Where(static row => row.Descendants("TableColumnItem").Any(static item => item.Value.Contains("After", StringComparison.Ordinal)))];
        Assert.InRange(rows.Length, 3, 20);
        Assert.All(rows, static row => Assert.NotNull(row.Element("Wrap")));
    }
}
