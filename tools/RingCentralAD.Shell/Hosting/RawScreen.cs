using System.Management.Automation.Host;

namespace RingCentralAD.Shell.Hosting;

/// <summary>The little of the screen's raw side that formatting asks for: its width, and how wide a text is.</summary>
internal sealed class RawScreen : PSHostRawUserInterface
{
    private const int Endless = 9999;

    /// <inheritdoc />
    public override ConsoleColor BackgroundColor { get; set; } = (ConsoleColor)(-1);

    /// <inheritdoc />
    public override ConsoleColor ForegroundColor { get; set; } = (ConsoleColor)(-1);

    /// <inheritdoc />
    public override Size BufferSize
    {
        get => new(Terminal.Width, Endless);
        set { }
    }

    /// <inheritdoc />
    public override Coordinates CursorPosition
    {
        get => new(0, 0);
        set { }
    }

    /// <inheritdoc />
    public override int CursorSize { get; set; } = 25;

    /// <inheritdoc />
    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    /// <inheritdoc />
    public override Size MaxPhysicalWindowSize => WindowSize;

    /// <inheritdoc />
    public override Size MaxWindowSize => WindowSize;

    /// <inheritdoc />
    public override Coordinates WindowPosition { get; set; }

    /// <inheritdoc />
    public override Size WindowSize
    {
        get => new(Terminal.Width, Console.IsOutputRedirected ? Endless : Console.WindowHeight);
        set { }
    }

    /// <inheritdoc />
    public override string WindowTitle { get; set; } = "rcad-shell";

    /// <inheritdoc />
    public override int LengthInBufferCells(string source) => CellWidth.Of(source);

    /// <inheritdoc />
    public override int LengthInBufferCells(string source, int offset) => CellWidth.Of(source, offset);

    /// <inheritdoc />
    public override int LengthInBufferCells(char source) => CellWidth.Of(source.ToString());

    /// <inheritdoc />
    public override void FlushInputBuffer()
    {
    }

    /// <inheritdoc />
    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (Console.IsInputRedirected)
        {
            throw new InvalidOperationException("Keys can be read from a terminal only.");
        }

        ConsoleKeyInfo key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    /// <inheritdoc />
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];

    /// <inheritdoc />
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
    {
    }

    /// <inheritdoc />
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // The engine's Clear-Host asks for this with the whole screen.
        if (Terminal.CanRedraw)
        {
            Console.Clear();
        }
    }

    /// <inheritdoc />
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
    }
}
