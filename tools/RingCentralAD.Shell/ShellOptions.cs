namespace RingCentralAD.Shell;

/// <summary>What the command line asks for. The options are pwsh's, so that a line written for one runs in the other.</summary>
internal sealed record ShellOptions
{
    public const string Usage = """
        Usage: rcad-shell [-NonInteractive] [-Module x.psd1] [-File x.ps1 [arguments] | -Command 'line' | -Pester folder]

          -File            runs a script with the arguments that follow
          -Command         runs the line made of all that follows
          -Pester          runs *.Tests.ps1 files; the exit code is the number of failures
          none of them     an interactive prompt
          -NonInteractive  prompts fail instead of waiting for somebody
          -Module          another manifest than the one of this repository
        """;

    public string? File { get; init; }

    public string? Command { get; init; }

    public string? Pester { get; init; }

    public string? Module { get; init; }

    public bool NonInteractive { get; init; }

    public bool Help { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <exception cref="ArgumentException">An unknown option, or one without its value.</exception>
    public static ShellOptions Parse(IReadOnlyList<string> args)
    {
        ShellOptions options = new();
        for (int i = 0; i < args.Count; i++)
        {
            switch (Name(args[i]))
            {
                case "file" or "f":
                    return options with { File = Value(args, i), Arguments = [.. args.Skip(i + 2)] };
                case "command" or "c":
                    Value(args, i);
                    return options with { Command = string.Join(' ', args.Skip(i + 1)) };
                case "pester":
                    options = options with { Pester = Value(args, i++) };
                    break;
                case "module":
                    options = options with { Module = Value(args, i++) };
                    break;
                case "noninteractive":
                    options = options with { NonInteractive = true };
                    break;
                case "noprofile" or "nologo":
                    break;
                case "help" or "h" or "?":
                    options = options with { Help = true };
                    break;
                case null:
                    return options with { File = args[i], Arguments = [.. args.Skip(i + 1)] };
                default:
                    throw new ArgumentException($"Unknown option: {args[i]}");
            }
        }

        return options;
    }

    private static string? Name(string argument) =>
        argument.StartsWith('-') ? argument.TrimStart('-').ToLowerInvariant() : null;

    private static string Value(IReadOnlyList<string> args, int option) =>
        option + 1 < args.Count ? args[option + 1] : throw new ArgumentException($"{args[option]} lacks its value.");
}
