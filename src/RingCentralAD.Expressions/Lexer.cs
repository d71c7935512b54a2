using System.Globalization;
using System.Text;

namespace RingCentralAD.Expressions;

/// <summary>Cuts an expression into tokens (REFERENCE, section 2).</summary>
internal sealed class Lexer
{
    private static readonly string[] s_symbols =
        ["?.", "?:", ".!", "==", "!=", "<=", ">=", "&&", "||", "(", ")", "[", "]", "{", "}", ",", ".", "?", ":", "<", ">", "!", "+", "-", "*", "/", "%", "^"];

    private readonly string _text;
    private int _at;

    private Lexer(string text) => _text = text;

    public static List<Token> Read(string text)
    {
        if (text.Length > Limits.ExpressionLength)
        {
            throw new ExpressionException(
                ExpressionErrorKind.Limit, $"The expression has {text.Length} characters; at most {Limits.ExpressionLength} are allowed.", Limits.ExpressionLength);
        }

        Lexer lexer = new(text);
        List<Token> tokens = [];
        Token token;
        do
        {
            token = lexer.Next();
            tokens.Add(token);
        }
        while (token.Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }

        if (_at == _text.Length)
        {
            return new Token(TokenKind.End, "", null, _at, 0);
        }

        char c = _text[_at];
        return c switch
        {
            '\'' or '"' => Text(c),
            >= '0' and <= '9' => Number(),
            _ when IsNameStart(c) => Name(),
            _ => Symbol(),
        };
    }

    private Token Text(char quote)
    {
        int start = _at++;
        StringBuilder text = new();
        while (true)
        {
            int end = _text.IndexOf(quote, _at);
            if (end < 0)
            {
                throw new ExpressionException(ExpressionErrorKind.Syntax, "The text that begins here has no closing quote.", start, 1, $"Close it with {quote}.");
            }

            text.Append(_text, _at, end - _at);
            _at = end + 1;
            if (_at < _text.Length && _text[_at] == quote)
            {
                text.Append(quote);
                _at++;
                continue;
            }

            return new Token(TokenKind.Text, text.ToString(), text.ToString(), start, _at - start);
        }
    }

    private Token Number()
    {
        int start = _at;
        if (_text[_at] == '0' && _at + 1 < _text.Length && _text[_at + 1] is 'x' or 'X')
        {
            _at += 2;
            while (_at < _text.Length && char.IsAsciiHexDigit(_text[_at]))
            {
                _at++;
            }

            string digits = _text[(start + 2).._at];
            return Whole(digits, start, NumberStyles.AllowHexSpecifier);
        }

        SkipDigits();
        bool real = false;
        if (_at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1]))
        {
            real = true;
            _at++;
            SkipDigits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            int mark = _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-')
            {
                _at++;
            }

            if (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            {
                real = true;
                SkipDigits();
            }
            else
            {
                _at = mark;
            }
        }

        if (!real)
        {
            return Whole(_text[start.._at], start, NumberStyles.None);
        }

        if (_at < _text.Length && _text[_at] is 'f' or 'F' or 'd' or 'D')
        {
            _at++;
        }

        RefuseTail(start);
        double value = double.Parse(_text.AsSpan(start, _at - start).TrimEnd("fFdD"), NumberStyles.Float, CultureInfo.InvariantCulture);
        return new Token(TokenKind.Number, _text[start.._at], value, start, _at - start);
    }

    private Token Whole(string digits, int start, NumberStyles style)
    {
        bool isLong = _at < _text.Length && _text[_at] is 'l' or 'L';
        _at += isLong ? 1 : 0;
        RefuseTail(start);
        object value;
        if (isLong && long.TryParse(digits, style, CultureInfo.InvariantCulture, out long big))
        {
            value = big;
        }
        else if (!isLong && int.TryParse(digits, style, CultureInfo.InvariantCulture, out int small))
        {
            value = small;
        }
        else
        {
            throw new ExpressionException(ExpressionErrorKind.Syntax, $"'{_text[start.._at]}' is no number of the language.", start, _at - start, "Whole numbers above 2147483647 need an L behind them.");
        }

        return new Token(TokenKind.Number, _text[start.._at], value, start, _at - start);
    }

    private void RefuseTail(int start)
    {
        if (_at < _text.Length && (IsNamePart(_text[_at]) || (_text[_at] == '.' && (_at + 1 == _text.Length || !IsNameStart(_text[_at + 1])))))
        {
            throw new ExpressionException(ExpressionErrorKind.Syntax, $"'{_text[start..(_at + 1)]}' is no number of the language.", start, _at + 1 - start);
        }
    }

    private Token Name()
    {
        int start = _at;
        while (_at < _text.Length && IsNamePart(_text[_at]))
        {
            _at++;
        }

        return new Token(TokenKind.Name, _text[start.._at], null, start, _at - start);
    }

    private Token Symbol()
    {
        foreach (string symbol in s_symbols)
        {
            if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) == 0)
            {
                int start = _at;
                _at += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, null, start, symbol.Length);
            }
        }

        char c = _text[_at];
        throw c is '\u201C' or '\u201D' or '\u201E' or '\u2018' or '\u2019' or '\u201A'
            ? new ExpressionException(ExpressionErrorKind.Syntax, "Smart quotes are no quotes.", _at, 1, $"Write straight ones: {Straight(_text)}")
            : new ExpressionException(ExpressionErrorKind.Syntax, $"'{c}' is not part of the language.", _at, 1, c is '&' or '|' ? $"Write {c}{c}." : null);
    }

    private static string Straight(string text) => string.Concat(text.Select(c => c switch
    {
        '\u201C' or '\u201D' or '\u201E' => '"',
        '\u2018' or '\u2019' or '\u201A' => '\'',
        _ => c,
    }));

    private void SkipDigits()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }
    }

    private static bool IsNameStart(char c) => c is '_' or '$' || char.IsLetter(c);

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c);
}
