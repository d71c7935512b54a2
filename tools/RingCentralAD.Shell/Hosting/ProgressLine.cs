using System.Management.Automation;
using System.Text;

namespace RingCentralAD.Shell.Hosting;

/// <summary>One line at the foot of the output that tells how far the work has come. Only on a terminal.</summary>
internal sealed class ProgressLine
{
    private const string EraseLine = "\r\e[2K";
    private readonly SortedDictionary<(long Source, int Id), ProgressRecord> _active = [];
    private bool _drawn;

    /// <summary>Draws, or takes off what is completed.</summary>
    public void Show(long source, ProgressRecord record)
    {
        if (!Terminal.CanRedraw)
        {
            return;
        }

        (long, int) key = (source, record.ActivityId);
        if (record.RecordType == ProgressRecordType.Completed)
        {
            _active.Remove(key);
            Clear();
        }
        else
        {
            _active[key] = record;
        }

        if (_active.Count > 0)
        {
            // The innermost activity says most.
            Draw(_active.Values.Last());
        }
    }

    /// <summary>Takes the line off the screen, before something else is written or when all is done.</summary>
    public void Clear()
    {
        if (_drawn)
        {
            Console.Out.Write(EraseLine);
            _drawn = false;
        }
    }

    /// <summary>Forgets every activity.</summary>
    public void End()
    {
        Clear();
        _active.Clear();
    }

    /// <summary>The line's text, without colour.</summary>
    public static string Text(ProgressRecord record, int width)
    {
        StringBuilder line = new(record.Activity);
        if (record.PercentComplete >= 0)
        {
            const int Cells = 20;
            int full = Math.Min(record.PercentComplete, 100) * Cells / 100;
            line.Append(" [").Append('=', full).Append(' ', Cells - full).Append(']');
        }

        line.Append(' ').Append(record.StatusDescription);
        if (record.SecondsRemaining >= 0)
        {
            TimeSpan left = TimeSpan.FromSeconds(record.SecondsRemaining);
            line.Append(left.TotalHours >= 1 ? $", {(int)left.TotalHours}:{left:mm\\:ss} left" : $", {left:m\\:ss} left");
        }

        if (!string.IsNullOrWhiteSpace(record.CurrentOperation))
        {
            line.Append("  ").Append(record.CurrentOperation);
        }

        return Cut(line.ToString().ReplaceLineEndings(" "), width);
    }

    private void Draw(ProgressRecord record)
    {
        string text = Text(record, Terminal.Width - 1);
        Console.Out.Write(Terminal.HasColour ? $"{EraseLine}\e[33;1m{text}\e[0m" : EraseLine + text);
        _drawn = true;
    }

    private static string Cut(string text, int width)
    {
        int used = 0, end = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += CellWidth.Of(rune);
            if (used > width)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..end];
    }
}
