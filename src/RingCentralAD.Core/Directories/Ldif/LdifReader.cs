using System.Text;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// Reads the records of an LDIF file (RFC 2849) one after another: folded lines, comments, base64, the version line, line ends
/// of either kind, UTF-8 with or without a byte order mark, and UTF-16 as <c>ldifde -u</c> writes it. A broken line is refused
/// with file and line number; values by URL (<c>:&lt;</c>) are refused, since a file must not make the hub read others.
/// </summary>
public sealed class LdifReader : IDisposable
{
    private static readonly UTF8Encoding s_strict = new(false, true);

    private readonly LdifLineReader _lines;
    private readonly string _file;
    private bool _atStart;

    /// <summary>Reads from the beginning of a stream, which is closed with the reader.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="file">The file's name, for error messages.</param>
    public LdifReader(Stream stream, string file)
        : this(stream, file, 0, 1)
    {
    }

    /// <summary>Reads on from a record found before.</summary>
    internal LdifReader(Stream stream, string file, long offset, int line)
    {
        _file = file;
        _atStart = offset == 0;
        _lines = new LdifLineReader(offset == 0 ? AsUtf8(stream) : stream, file, offset, line);
    }

    /// <summary>The next record, or null at the end of the file.</summary>
    public LdifRecord? Read()
    {
        while (_lines.Read())
        {
            if (_lines.Line.IsEmpty)
            {
                continue;
            }

            int number = _lines.Number;
            long offset = _lines.Offset;
            LdifLine first = Parse();
            if (_atStart && Is(first, "version"))
            {
                CheckVersion(first);
                _atStart = false;
                continue;
            }

            _atStart = false;
            if (!Is(first, "dn"))
            {
                throw LdifErrors.Invalid(_file, number, $"a record must begin with \"dn:\", not with \"{Shown(first)}\".",
                    "If this is the output of ldapsearch, use its option -LLL; if lines are missing, export again.");
            }

            return ReadBody(number, offset, Text(first));
        }

        return null;
    }

    /// <summary>All records from here to the end.</summary>
    public IEnumerable<LdifRecord> ReadAll(CancellationToken cancellationToken = default)
    {
        while (Read() is { } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lines.Dispose();

    /// <summary>The error for a record that a content file must not hold.</summary>
    internal static Model.RingCentralAdException NoContent(string file, LdifRecord record) =>
        LdifErrors.Invalid(file, record.Line, $"the record of {record.Dn} is a change (changetype: {record.ChangeType}), not an entry.",
            "Give a file of entries, as ldapsearch -LLL or ldifde -f writes it; apply changes to the directory with ldapmodify or ldifde -i and export again.");

    private LdifRecord ReadBody(int number, long offset, string dn)
    {
        List<LdifLine> lines = [];
        string? change = null;
        while (_lines.Read() && !_lines.Line.IsEmpty)
        {
            LdifLine line = Parse();
            if (lines.Count == 0 && Is(line, "control"))
            {
                throw LdifErrors.Invalid(_file, line.Number, "controls are not carried out.", "Take the control out of the file.");
            }

            if (lines.Count == 0 && change is null && Is(line, "changetype"))
            {
                change = Text(line).Trim().ToLowerInvariant();
                if (change is not ("add" or "modify" or "delete" or "modrdn" or "moddn"))
                {
                    throw LdifErrors.Invalid(_file, line.Number, $"\"{change}\" is no change type.", "Use add, modify, delete, modrdn or moddn.");
                }

                continue;
            }

            if (line.IsSeparator && change != "modify")
            {
                throw LdifErrors.Invalid(_file, line.Number, "the line \"-\" belongs into records with \"changetype: modify\" only.",
                    "Take the line out, or add the change type.");
            }

            lines.Add(line);
        }

        return new LdifRecord(number, offset, dn, lines) { ChangeType = change };
    }

    private LdifLine Parse()
    {
        ReadOnlySpan<byte> line = _lines.Line;
        if (line.SequenceEqual("-"u8))
        {
            return new LdifLine(_lines.Number, "", []);
        }

        int colon = line.IndexOf((byte)':');
        if (colon <= 0 || !IsName(line[..colon]))
        {
            throw LdifErrors.Invalid(_file, _lines.Number, $"\"{Shown(line)}\" is not of the form \"attribute: value\".",
                "Mend the line; a line that continues the one before begins with one blank.");
        }

        string name = Encoding.ASCII.GetString(line[..colon]);
        ReadOnlySpan<byte> rest = line[(colon + 1)..];
        if (rest.Length > 0 && rest[0] == (byte)'<')
        {
            throw LdifErrors.Invalid(_file, _lines.Number, $"the value of {name} is a URL; files are not read from within a file.",
                "Put the value itself into the file, as base64 behind \"::\".");
        }

        return new LdifLine(_lines.Number, name, rest.Length > 0 && rest[0] == (byte)':' ? Base64(name, rest[1..]) : Plain(name, rest));
    }

    private byte[] Base64(string name, ReadOnlySpan<byte> text)
    {
        byte[] bytes = new byte[(text.Length / 4 * 3) + 3];
        if (System.Buffers.Text.Base64.DecodeFromUtf8(text.Trim((byte)' '), bytes, out _, out int written) != System.Buffers.OperationStatus.Done)
        {
            throw LdifErrors.Invalid(_file, _lines.Number, $"the value of {name} is not base64, though \"::\" says so.",
                "Export again; if the value is plain text, one colon is right.");
        }

        return bytes[..written];
    }

    private byte[] Plain(string name, ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> value = text.TrimStart((byte)' ');
        if (value.ContainsAny((byte)0, (byte)'\r'))
        {
            throw LdifErrors.Invalid(_file, _lines.Number, $"the value of {name} holds a NUL or a carriage return.",
                "Write such a value as base64 behind \"::\".");
        }

        if (!System.Text.Unicode.Utf8.IsValid(value))
        {
            throw LdifErrors.Invalid(_file, _lines.Number, $"the value of {name} is not UTF-8.",
                "Save the file as UTF-8, or export again (ldifde: with -u).");
        }

        return value.ToArray();
    }

    private string Text(LdifLine line)
    {
        try
        {
            return s_strict.GetString(line.Value);
        }
        catch (ArgumentException)
        {
            throw LdifErrors.Invalid(_file, line.Number, $"the value of {line.Name} is not UTF-8.", "Export again.");
        }
    }

    private void CheckVersion(LdifLine line)
    {
        if (Text(line).Trim() != "1")
        {
            throw LdifErrors.Invalid(_file, line.Number, $"version {Text(line)} of LDIF is not known.", "Export as version 1.");
        }
    }

    private static bool Is(LdifLine line, string name) => line.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (byte c in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'-' or (byte)';' or (byte)'.' or (byte)'=' or (byte)'*' or (byte)'_'))
            {
                return false;
            }
        }

        return char.IsAsciiLetterOrDigit((char)name[0]);
    }

    private static string Shown(LdifLine line) => line.IsSeparator ? "-" : line.Name + ":";

    private static string Shown(ReadOnlySpan<byte> line)
    {
        string text = Encoding.UTF8.GetString(line.Length > 40 ? line[..40] : line);
        return string.Concat(text.Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c)) + (line.Length > 40 ? "…" : "");
    }

    private static Stream AsUtf8(Stream stream)
    {
        if (!stream.CanSeek)
        {
            return stream;
        }

        Span<byte> start = stackalloc byte[2];
        int read = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        stream.Seek(-read, SeekOrigin.Current);
        Encoding? wide = start switch
        {
            [0xFF, 0xFE] when read == 2 => Encoding.Unicode,
            [0xFE, 0xFF] when read == 2 => Encoding.BigEndianUnicode,
            _ => null,
        };
        return wide is null ? stream : Encoding.CreateTranscodingStream(stream, wide, Encoding.UTF8);
    }
}
