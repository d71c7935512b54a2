using System.Management.Automation;

namespace RingCentralAD.Shell.Pester;

/// <summary>Where in the tree the file that is being read stands now. One run at a time in a process.</summary>
internal static class PesterDiscovery
{
    private static PesterBlock? s_current;

    /// <exception cref="PSInvalidOperationException">Outside a run: Describe was called by hand, or in a test's body.</exception>
    public static PesterBlock Current =>
        s_current ?? throw new PSInvalidOperationException("Describe, Context, It, BeforeAll and AfterAll stand at the top of a test file or in a Describe; run the file with -Pester.");

    /// <summary>Reads what a script holds into the block. What it declares on the way is not yet run.</summary>
    public static void Read(PesterBlock block, Action script)
    {
        PesterBlock? outer = s_current;
        s_current = block;
        try
        {
            script();
        }
        finally
        {
            s_current = outer;
        }
    }
}
