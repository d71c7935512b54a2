namespace RingCentralAD.Shell;

/// <summary>What the program ends with where the script does not say.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A terminating error, or a command line whose last statement failed: as in pwsh.</summary>
    public const int Failure = 1;

    /// <summary>The program was called wrongly.</summary>
    public const int Usage = 64;

    /// <summary>Stopped by Ctrl+C: 128 and the signal's number, as shells do.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM.</summary>
    public const int Terminated = 143;
}
