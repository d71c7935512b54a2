namespace RingCentralAD.Core.Model;

/// <summary>The command at whose asking the present work is done: the record names it. It goes with the work through every await.</summary>
public static class ThisCommand
{
    private static readonly AsyncLocal<string?> s_name = new();

    /// <summary>Its name, as Set-AttributeMapping; null where no command asked.</summary>
    public static string? Name => s_name.Value;

    /// <summary>Does work under a command's name. Commands in one pipeline run within one another: what was at work before is so again afterwards.</summary>
    public static void Run(string name, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        string? outer = s_name.Value;
        s_name.Value = name;
        try
        {
            work();
        }
        finally
        {
            s_name.Value = outer;
        }
    }
}
