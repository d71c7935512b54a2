using System.Globalization;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Reads LDIF (RFC 2849) record by record; a broken line is refused with file and line number.</summary>
internal sealed class LdifReader
{
    private readonly string _path;
    private readonly TextReader _text;
    private string? _next;
    private int _line;

    private LdifReader(string path, TextReader text)
    {
        _path = path;
        _text = text;
        _next = text.ReadLine();
    }

    /// <summary>Streams the records of a file.</summary>
    public static IEnumerable<LdifRecord> Read(string path)
    {
        using StreamReader text = Open(path);
        LdifReader reader = new(path, text);
        while (reader.Record() is { } record)
        {
            yield return record;
        }
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RingCentralAdException("LdifNotReadable", ErrorKind.NotFound, $"The LDIF file {path} cannot be read: {error.Message}", "Check the path and its rights.", path, error);
        }
    }

    private LdifRecord? Record()
    {
        string? first;
        do
        {
            first = Logical();
        }
        while (first is not null && (first.Length == 0 || first[0] == '#' || first.StartsWith("version:", StringComparison.OrdinalIgnoreCase)));
        if (first is null)
        {
            return null;
        }

        int start = _line;
        (string name, byte[] dn) = Split(first);
        if (!string.Equals(name, "dn", StringComparison.OrdinalIgnoreCase))
        {
            throw Broken($"a record begins with '{name}' instead of dn");
        }

        List<(string, byte[])> lines = [];
        while (Logical() is { Length: > 0 } line)
        {
            if (line[0] != '#')
            {
                lines.Add(line == "-" ? ("-", []) : Split(line));
            }
        }

        return new LdifRecord(Encoding.UTF8.GetString(dn), start, lines);
    }

    /// <summary>A line with its folded rest; null at the end.</summary>
    private string? Logical()
    {
        string? line = Physical();
        if (line is not { Length: > 0 } || _next is not { Length: > 0 } || _next[0] != ' ')
        {
            return line;
        }

        StringBuilder whole = new(line);
        while (_next is { Length: > 0 } && _next[0] == ' ')
        {
            whole.Append(Physical()!.AsSpan(1));
        }

        return whole.ToString();
    }

    private string? Physical()
    {
        string? line = _next;
        try
        {
            _next = _text.ReadLine();
        }
        catch (DecoderFallbackException)
        {
            throw Broken("the text is not UTF-8");
        }

        _line++;
        return line;
    }

    private (string Name, byte[] Value) Split(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(" \t"))
        {
            throw Broken("there is no attribute with a colon behind it");
        }

        string name = line[..colon];
        string rest = line[(colon + 1)..];
        if (rest.StartsWith(':'))
        {
            try
            {
                return (name, Convert.FromBase64String(rest[1..].Trim()));
            }
            catch (FormatException)
            {
                throw Broken($"the value of {name} is no base64");
            }
        }

        return rest.StartsWith('<')
            ? throw Broken($"the value of {name} is in another file ({rest[1..].Trim()}), which is not followed")
            : (name, Encoding.UTF8.GetBytes(rest.TrimStart(' ')));
    }

    private RingCentralAdException Broken(string why) => new(
        "LdifBroken", ErrorKind.Data, string.Create(CultureInfo.InvariantCulture, $"{_path}, line {_line}: {why}."),
        "Correct the line, or export the file again with ldifde or ldapsearch -LLL.", _path);
}
