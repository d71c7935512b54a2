using System.Globalization;
using System.Text;

namespace RingCentralAD.Ldap.Filters;

/// <summary>RFC 4515 text to a filter. Strict, but blanks between filters are skipped, as Active Directory does.</summary>
internal sealed class LdapFilterParser(string text)
{
    /// <summary>Deeper nesting is refused, so that no text can exhaust the stack.</summary>
    public const int MaxDepth = 100;

    private int _position;

    public LdapFilter Parse()
    {
        SkipBlanks();
        LdapFilter filter = ReadFilter(1);
        SkipBlanks();
        return _position == text.Length ? filter : throw Fault("nothing may follow the filter");
    }

    private LdapFilter ReadFilter(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Fault($"filters are nested deeper than {MaxDepth}");
        }

        Take('(');
        SkipBlanks();
        LdapFilter filter = Peek() switch
        {
            '&' => LdapFilter.And(ReadList(depth)),
            '|' => LdapFilter.Or(ReadList(depth)),
            '!' => ReadNot(depth),
            _ => ReadItem(),
        };
        Take(')');
        return filter;
    }

    private List<LdapFilter> ReadList(int depth)
    {
        _position++;
        List<LdapFilter> filters = [];
        for (SkipBlanks(); Peek() == '('; SkipBlanks())
        {
            filters.Add(ReadFilter(depth + 1));
        }

        return filters;
    }

    private LdapFilter ReadNot(int depth)
    {
        _position++;
        SkipBlanks();
        LdapFilter inner = ReadFilter(depth + 1);
        SkipBlanks();
        return LdapFilter.Not(inner);
    }

    private LdapFilter ReadItem()
    {
        string attribute = ReadName();
        char next = Peek();
        if (next == ':')
        {
            return ReadExtensible(attribute);
        }

        if (attribute.Length == 0)
        {
            throw Fault("an attribute name is missing");
        }

        _position++;
        switch (next)
        {
            case '=':
                return ReadEqualOrSubstrings(attribute);
            case '>' or '<' or '~':
                Take('=');
                LdapComparison comparison = next == '>' ? LdapComparison.GreaterOrEqual : next == '<' ? LdapComparison.LessOrEqual : LdapComparison.Approximate;
                return new LdapFilter.CompareFilter(comparison, attribute, ReadValue());
            default:
                _position--;
                throw Fault("'=', '>=', '<=', '~=' or ':=' is missing");
        }
    }

    private LdapFilter ReadEqualOrSubstrings(string attribute)
    {
        List<byte[]> parts = [ReadValue()];
        while (Peek() == '*')
        {
            _position++;
            parts.Add(ReadValue());
        }

        if (parts.Count == 1)
        {
            return new LdapFilter.CompareFilter(LdapComparison.Equal, attribute, parts[0]);
        }

        if (parts.TrueForAll(part => part.Length == 0))
        {
            return parts.Count == 2 ? LdapFilter.Present(attribute) : throw Fault("'**' stands for nothing");
        }

        List<byte[]> middle = parts.GetRange(1, parts.Count - 2);
        return middle.TrueForAll(part => part.Length > 0)
            ? new LdapFilter.SubstringsFilter(attribute, parts[0], middle, parts[^1])
            : throw Fault("'**' stands for nothing");
    }

    private LdapFilter.ExtensibleFilter ReadExtensible(string attribute)
    {
        Take(':');
        bool dn = false;
        string? rule = null;
        if (Peek() != '=')
        {
            string name = ReadName();
            Take(':');
            dn = name.Equals("dn", StringComparison.OrdinalIgnoreCase);
            rule = dn ? null : name;
            if (dn && Peek() != '=')
            {
                rule = ReadName();
                Take(':');
            }
        }

        Take('=');
        if (rule is "" || (attribute.Length == 0 && rule is null))
        {
            throw Fault("a matching rule is missing");
        }

        return new(rule, attribute.Length == 0 ? null : attribute, ReadValue(), dn);
    }

    private string ReadName()
    {
        int start = _position;
        while (_position < text.Length && LdapFilterText.IsNameCharacter(text[_position]))
        {
            _position++;
        }

        return text[start.._position];
    }

    private byte[] ReadValue()
    {
        using MemoryStream value = new();
        Span<byte> utf8 = stackalloc byte[4];
        while (_position < text.Length && text[_position] is not ('*' or ')'))
        {
            switch (text[_position])
            {
                case '\\':
                    value.WriteByte(ReadEscape());
                    break;
                case '(' or '\0':
                    throw Fault("this character is written as \\28 or \\00 in a value");
                default:
                    if (!Rune.TryGetRuneAt(text, _position, out Rune rune))
                    {
                        throw Fault("half a surrogate pair");
                    }

                    value.Write(utf8[..rune.EncodeToUtf8(utf8)]);
                    _position += rune.Utf16SequenceLength;
                    break;
            }
        }

        return value.ToArray();
    }

    private byte ReadEscape()
    {
        if (_position + 2 < text.Length && byte.TryParse(text.AsSpan(_position + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
        {
            _position += 3;
            return value;
        }

        throw Fault("'\\' is followed by two hexadecimal digits");
    }

    private char Peek() => _position < text.Length ? text[_position] : '\0';

    private void SkipBlanks()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
        {
            _position++;
        }
    }

    private void Take(char expected)
    {
        if (Peek() != expected)
        {
            throw Fault($"'{expected}' is missing");
        }

        _position++;
    }

    private LdapException Fault(string what)
        => new(LdapErrorKind.InvalidFilter, $"The filter is wrong at character {_position + 1}: {what}. Filter: {text}");
}
