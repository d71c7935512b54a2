using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// Where a text is no JSON, as whoever opens it sees it: line and column begin at 1 and are within the text, and what ends too soon does so at its end,
/// blank lines behind it left aside.
/// </summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column: the character that is wrong, or the one that would come next.</param>
/// <param name="AtEnd">Whether the text ends too soon.</param>
internal sealed record JsonPlace(int Line, int Column, bool AtEnd)
{
    /// <summary>Finds the place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">The line that the reader told, from 1; it may be behind the last one.</param>
    /// <param name="position">How many characters of the line it had taken.</param>
    public static JsonPlace Find(string text, int line, int position)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.TrimEnd().Split('\n');
        JsonPlace end = new(lines.Length, lines[^1].Length + 1, AtEnd: true);
        (bool isCut, JsonPlace? strict) = Look(text);
        bool atEnd = line > lines.Length || (line == lines.Length && position >= lines[^1].Length);
        if (isCut || atEnd)
        {
            // A text that is not closed is told at its end by the one reader, and where it should have been closed by the other.
            return isCut ? end : strict ?? end;
        }

        int row = Math.Max(1, line);
        return new JsonPlace(row, Math.Clamp(position + 1, 1, Math.Max(1, lines[row - 1].TrimEnd('\r').Length)), AtEnd: false);
    }

    /// <summary>The column, for behind the line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $", column {Column}{(AtEnd ? ", at the end of the file" : "")}");

    /// <summary>Whether the text is JSON as far as it goes; else where it is not.</summary>
    private static (bool IsCut, JsonPlace? Place) Look(string text)
    {
        byte[] content = Encoding.UTF8.GetBytes(text);
        Utf8JsonReader reader = new(content, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }));
        try
        {
            while (reader.Read())
            {
                // Only how far it comes matters.
            }

            bool unread = !content.AsSpan((int)reader.BytesConsumed).TrimStart(" \t\r\n"u8).IsEmpty;
            return (reader.TokenType == JsonTokenType.None || reader.CurrentDepth > 0 || unread, null);
        }
        catch (JsonException error)
        {
            int row = (int)(error.LineNumber ?? 0);
            byte[] before = Encoding.UTF8.GetBytes(text.Split('\n')[row]);
            return (false, new JsonPlace(row + 1, Encoding.UTF8.GetCharCount(before, 0, (int)Math.Min(before.Length, error.BytePositionInLine ?? 0)) + 1, AtEnd: false));
        }
    }
}
