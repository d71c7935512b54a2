namespace RingCentralAD.Shell.Hosting;

/// <summary>
/// Reads keys and lines so that a stop need not wait for somebody to press Enter: the read that was given up is kept
/// and answers the next call.
/// </summary>
internal sealed class Keyboard : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _interrupt = new();
    private Task<ConsoleKeyInfo>? _key;
    private Task<string?>? _line;

    /// <summary>Ends the read that is under way.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            _interrupt.Cancel();
        }
    }

    /// <summary>Makes reading possible again after an interruption.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            if (_interrupt.IsCancellationRequested)
            {
                _interrupt.Dispose();
                _interrupt = new CancellationTokenSource();
            }
        }
    }

    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public ConsoleKeyInfo Key()
    {
        _key ??= Task.Factory.StartNew(() => Console.ReadKey(intercept: true), TaskCreationOptions.LongRunning);
        ConsoleKeyInfo key = Wait(_key);
        _key = null;
        return key;
    }

    /// <summary>Reads a line of redirected input, or what is typed until Enter.</summary>
    /// <returns>Null at the end of the input.</returns>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public string? Line(bool echo)
    {
        if (Console.IsInputRedirected)
        {
            _line ??= Task.Factory.StartNew(Console.In.ReadLine, TaskCreationOptions.LongRunning);
            string? line = Wait(_line);
            _line = null;
            return line;
        }

        return Typed(echo);
    }

    /// <inheritdoc />
    public void Dispose() => _interrupt.Dispose();

    private string? Typed(bool echo)
    {
        string text = "";
        while (true)
        {
            ConsoleKeyInfo key = Key();
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Out.WriteLine();
                    return text;
                case ConsoleKey.D when key.Modifiers.HasFlag(ConsoleModifiers.Control) && text.Length == 0:
                    Console.Out.WriteLine();
                    return null;
                case ConsoleKey.Backspace when text.Length > 0:
                    int width = CellWidth.Of(text[^1].ToString());
                    text = text[..^1];
                    Console.Out.Write(echo ? new string('\b', width) + new string(' ', width) + new string('\b', width) : "");
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        text += key.KeyChar;
                        Console.Out.Write(echo ? key.KeyChar.ToString() : "");
                    }

                    break;
            }
        }
    }

    private T Wait<T>(Task<T> read)
    {
        CancellationToken token;
        lock (_gate)
        {
            token = _interrupt.Token;
        }

        read.Wait(token);
        return read.Result;
    }
}
