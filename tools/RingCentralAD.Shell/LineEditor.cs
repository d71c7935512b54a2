using System.Management.Automation.Language;
using RingCentralAD.Shell.Hosting;

namespace RingCentralAD.Shell;

/// <summary>Reads what a person types: cursor keys, history, completion by Tab, further lines while a bracket or quote is open.</summary>
internal sealed class LineEditor(Session session)
{
    private readonly List<string> _history = [];
    private string _text = "";
    private int _cursor;

    /// <summary>Reads one complete input.</summary>
    /// <returns>What was typed, or null at the end of the input.</returns>
    public string? Read(string prompt)
    {
        string all = "";
        while (true)
        {
            string? line = Terminal.CanRedraw && !Console.IsInputRedirected ? Edit(all.Length == 0 ? prompt : ">> ") : Plain(prompt);
            if (line is null)
            {
                return all.Length == 0 ? null : all;
            }

            all = all.Length == 0 ? line : all + "\n" + line;
            if (IsComplete(all) || (line.Length == 0 && !Console.IsInputRedirected))
            {
                if (!string.IsNullOrWhiteSpace(all) && _history.LastOrDefault() != all)
                {
                    _history.Add(all);
                }

                return all;
            }
        }
    }

    private string? Plain(string prompt)
    {
        Console.Out.Write(prompt);
        return session.Host.Screen.Keyboard.Line(echo: true);
    }

    private static bool IsComplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return !errors.Any(error => error.IncompleteInput);
    }

    private string? Edit(string prompt)
    {
        (_text, _cursor) = ("", 0);
        int recalled = _history.Count;
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                Draw(prompt);
                ConsoleKeyInfo key = session.Host.Screen.Keyboard.Key();
                bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
                switch (key.Key)
                {
                    case ConsoleKey.Enter:
                        // Whole, however long: this is what stays on the screen.
                        Console.Out.WriteLine($"\r\e[2K{prompt}{_text.Replace("\n", "\n>> ", StringComparison.Ordinal)}");
                        return _text;
                    case ConsoleKey.D when control && _text.Length == 0:
                        Console.Out.WriteLine();
                        return null;
                    case ConsoleKey.C when control:
                        Console.Out.WriteLine("^C");
                        Set("");
                        break;
                    case ConsoleKey.UpArrow when recalled > 0:
                        Set(_history[--recalled]);
                        break;
                    case ConsoleKey.DownArrow when recalled < _history.Count:
                        Set(++recalled < _history.Count ? _history[recalled] : "");
                        break;
                    case ConsoleKey.Tab:
                        Complete();
                        break;
                    default:
                        Change(key, control);
                        break;
                }
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private void Change(ConsoleKeyInfo key, bool control)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                _cursor = Math.Max(0, _cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                _cursor = Math.Min(_text.Length, _cursor + 1);
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                _cursor = 0;
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                _cursor = _text.Length;
                break;
            case ConsoleKey.Backspace when _cursor > 0:
                _text = _text.Remove(--_cursor, 1);
                break;
            case ConsoleKey.Delete when _cursor < _text.Length:
                _text = _text.Remove(_cursor, 1);
                break;
            case ConsoleKey.Escape:
            case ConsoleKey.U when control:
                Set("");
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    _text = _text.Insert(_cursor++, key.KeyChar.ToString());
                }

                break;
        }
    }

    private void Set(string text) => (_text, _cursor) = (text, text.Length);

    private void Complete()
    {
        var found = session.Complete(_text, _cursor);
        if (found.CompletionMatches.Count == 0)
        {
            return;
        }

        // One match is taken; of several, what they share, and the list.
        string[] texts = [.. found.CompletionMatches.Select(match => match.CompletionText)];
        string shared = texts.Aggregate(Common);
        string typed = _text.Substring(found.ReplacementIndex, found.ReplacementLength);
        if (texts.Length > 1 && shared.Length <= typed.Length)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(string.Join("  ", found.CompletionMatches.Take(100).Select(match => match.ListItemText)));
            return;
        }

        _text = _text.Remove(found.ReplacementIndex, found.ReplacementLength).Insert(found.ReplacementIndex, shared);
        _cursor = found.ReplacementIndex + shared.Length;
    }

    private static string Common(string one, string other)
    {
        int length = 0;
        while (length < one.Length && length < other.Length && char.ToUpperInvariant(one[length]) == char.ToUpperInvariant(other[length]))
        {
            length++;
        }

        return one[..length];
    }

    private void Draw(string prompt)
    {
        // A line longer than the window scrolls sideways while it is typed, so that one row is enough.
        int room = Math.Max(10, Terminal.Width - CellWidth.Of(prompt) - 1);
        string shown = _text.Replace('\n', ' ');
        int start = 0;
        while (CellWidth.Of(shown[start.._cursor]) > room)
        {
            start++;
        }

        string before = shown[start.._cursor];
        string after = "";
        foreach (char letter in shown[_cursor..])
        {
            if (CellWidth.Of(before + after + letter) > room)
            {
                break;
            }

            after += letter;
        }

        int back = CellWidth.Of(after);
        Console.Out.Write($"\r\e[2K{prompt}{before}{after}{(back > 0 ? $"\e[{back}D" : "")}");
    }
}
