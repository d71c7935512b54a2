using System.Management.Automation.Language;

namespace RingCentralAD;

/// <summary>
/// An argument as it stands on the command line while it is being typed: the quote it begins with, smart ones included, and the text behind it.
/// What is put in keeps the quote; smart quotes become straight ones, since PowerShell takes both and the mapping language only these.
/// </summary>
internal sealed record TypedText(char Quote, string Text)
{
    public static TypedText Read(string word)
    {
        if (word.Length == 0)
        {
            return new('\'', "");
        }

        char quote = word[0] switch
        {
            '\'' or '‘' or '’' or '‚' or '‛' => '\'',
            '"' or '“' or '”' or '„' => '"',
            _ => '\0',
        };
        if (quote == '\0')
        {
            return new('\'', word);
        }

        string inner = word[1..];
        if (inner.Length > 0 && IsSame(inner[^1], quote) && !inner.EndsWith($"{quote}{quote}", StringComparison.Ordinal))
        {
            inner = inner[..^1];
        }

        return new(quote, inner.Replace($"{quote}{quote}", quote.ToString(), StringComparison.Ordinal));
    }

    /// <summary>The argument with the end of the text replaced.</summary>
    public string With(int start, string end)
    {
        string text = Text[..start] + end;
        return Quote == '"'
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
    }

    private static bool IsSame(char c, char quote) => quote == '\'' ? c is '\'' or '‘' or '’' : c is '"' or '“' or '”';
}
