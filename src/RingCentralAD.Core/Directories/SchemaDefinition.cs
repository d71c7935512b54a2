namespace RingCentralAD.Core.Directories;

/// <summary>A definition of a subschema entry (RFC 4512, section 4.1): its keywords with their values. What is malformed is read as far as it goes.</summary>
internal sealed class SchemaDefinition
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    private SchemaDefinition()
    {
    }

    /// <summary>Its names, the first of them the usual one.</summary>
    public IReadOnlyList<string> Names => Values("NAME");

    /// <summary>Reads a definition, such as <c>( 2.5.4.3 NAME ( 'cn' 'commonName' ) SUP name SINGLE-VALUE )</c>.</summary>
    public static SchemaDefinition Parse(string text)
    {
        SchemaDefinition definition = new();
        List<string>? open = null;
        int depth = 0;
        foreach ((string token, bool quoted) in Tokens(text))
        {
            switch (token)
            {
                case "(" when !quoted:
                    depth++;
                    break;
                case ")" when !quoted:
                    depth--;
                    break;
                case "$" when !quoted:
                    break;
                case var word when !quoted && depth <= 1 && IsKeyword(word):
                    definition._values[word] = open = [];
                    break;
                default:
                    open?.Add(token);
                    break;
            }
        }

        return definition;
    }

    /// <summary>Whether a keyword stands there, such as SINGLE-VALUE.</summary>
    public bool Has(string keyword) => _values.ContainsKey(keyword);

    /// <summary>The values behind a keyword; none where it is not there.</summary>
    public IReadOnlyList<string> Values(string keyword) => _values.GetValueOrDefault(keyword) ?? [];

    /// <summary>The first value behind a keyword; null where there is none.</summary>
    public string? Value(string keyword) => Values(keyword) is [var first, ..] ? first : null;

    // Keywords are in capitals with hyphens; a name such as SUP's is never all of that in the schemas of servers, and an OID has digits.
    private static bool IsKeyword(string word) =>
        word is "NAME" or "DESC" or "OBSOLETE" or "SUP" or "EQUALITY" or "ORDERING" or "SUBSTR" or "SYNTAX" or "SINGLE-VALUE" or "COLLECTIVE" or "NO-USER-MODIFICATION" or "USAGE"
            or "ABSTRACT" or "STRUCTURAL" or "AUXILIARY" or "MUST" or "MAY" || word.StartsWith("X-", StringComparison.Ordinal);

    private static IEnumerable<(string Token, bool Quoted)> Tokens(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (c is '(' or ')' or '$')
            {
                at++;
                yield return (c.ToString(), false);
            }
            else if (c == '\'')
            {
                int end = text.IndexOf('\'', at + 1);
                end = end < 0 ? text.Length : end;
                yield return (text[(at + 1)..end].Replace("\\27", "'", StringComparison.Ordinal).Replace("\\5c", "\\", StringComparison.OrdinalIgnoreCase), true);
                at = end + 1;
            }
            else
            {
                int end = at;
                while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '$' or '\''))
                {
                    end++;
                }

                yield return (text[at..end], false);
                at = end;
            }
        }
    }
}
