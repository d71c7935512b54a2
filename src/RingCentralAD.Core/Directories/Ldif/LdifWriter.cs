using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// Writes LDIF (RFC 2849) that <c>ldapmodify</c> and <c>ldifde</c> accept: pure ASCII, values that are not safe as base64,
/// lines folded at 76 characters, each record followed by an empty line.
/// </summary>
public sealed class LdifWriter
{
    /// <summary>The longest line, in characters, without its line end.</summary>
    public const int Width = 76;

    private readonly StringBuilder _text = new();
    private readonly string _newLine;

    /// <summary>Makes an empty text.</summary>
    /// <param name="newLine">The line end; the platform's own when null.</param>
    public LdifWriter(string? newLine = null) => _newLine = newLine ?? Environment.NewLine;

    /// <summary>The line that begins a file.</summary>
    public LdifWriter Version()
    {
        Fold("version: 1");
        return EndRecord();
    }

    /// <summary>A comment; line breaks in it become lines of their own.</summary>
    public LdifWriter Comment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string line in text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None))
        {
            // Comments are not values and cannot be base64: what is not ASCII is shown by a question mark.
            _text.Append("# ").Append(string.Concat(line.Select(static c => c is >= ' ' and <= '~' ? c : '?'))).Append(_newLine);
        }

        return this;
    }

    /// <summary>A content record.</summary>
    public LdifWriter Entry(RawEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Value("dn", Encoding.UTF8.GetBytes(entry.Dn));
        foreach ((string name, IReadOnlyList<byte[]> values) in entry.Attributes)
        {
            foreach (byte[] value in values)
            {
                Value(name, value);
            }
        }

        return EndRecord();
    }

    /// <summary>A change record that deletes the values last read and adds the new ones, so that it fails where they differ by then.</summary>
    public LdifWriter Modify(string dn, IReadOnlyList<AttributeChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Value("dn", Encoding.UTF8.GetBytes(dn));
        Fold("changetype: modify");
        foreach (AttributeChange change in changes)
        {
            Modification("delete", change.Attribute, change.Before);
            Modification("add", change.Attribute, change.After);
        }

        return EndRecord();
    }

    /// <summary>What was written so far.</summary>
    public override string ToString() => _text.ToString();

    private void Modification(string what, string attribute, string? value)
    {
        if (value is not null)
        {
            Fold($"{what}: {attribute}");
            Value(attribute, Encoding.UTF8.GetBytes(value));
            Fold("-");
        }
    }

    private void Value(string name, ReadOnlySpan<byte> value) =>
        Fold(IsSafe(value) ? $"{name}: {Encoding.ASCII.GetString(value)}" : $"{name}:: {Convert.ToBase64String(value)}");

    private LdifWriter EndRecord()
    {
        _text.Append(_newLine);
        return this;
    }

    private void Fold(string line)
    {
        line = line.TrimEnd(' ');
        for (int start = 0; start < line.Length || start == 0;)
        {
            int room = start == 0 ? Width : Width - 1;
            int take = Math.Min(room, line.Length - start);
            _text.Append(start == 0 ? "" : " ").Append(line, start, take).Append(_newLine);
            start += take;
            if (take == 0)
            {
                break;
            }
        }
    }

    private static bool IsSafe(ReadOnlySpan<byte> value) =>
        value.IsEmpty || (value[0] is not ((byte)' ' or (byte)':' or (byte)'<') && value[^1] != (byte)' ' &&
            !value.ContainsAnyExceptInRange((byte)' ', (byte)'~'));
}
