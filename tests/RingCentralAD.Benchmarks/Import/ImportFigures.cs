namespace RingCentralAD.Benchmarks.Import;

/// <summary>What was measured for one size of directory: milliseconds and KiB, one value a round.</summary>
internal sealed class ImportFigures
{
    /// <summary>How many people were read.</summary>
    public int People { get; set; }

    public List<double> LdapSearch { get; } = [];

    /// <summary>What starting, connecting and signing in take of ldapsearch's time.</summary>
    public List<double> LdapSearchSignIn { get; } = [];

    public long LdapSearchPeak { get; set; }

    /// <summary>Into a new hub: everybody is created.</summary>
    public List<double> Created { get; } = [];

    /// <summary>Into a hub that holds everybody as they are.</summary>
    public List<double> Unchanged { get; } = [];

    /// <summary>Peak of a process with the engine and no module.</summary>
    public List<double> EmptyShellPeak { get; } = [];

    public List<double> CreatedPeak { get; } = [];

    public List<double> UnchangedPeak { get; } = [];

    /// <summary>Process start to an engine that answers.</summary>
    public List<double> ColdEngine { get; } = [];

    public List<double> ColdModule { get; } = [];

    /// <summary>New hub and Connect-AdDirectory, the first of a process.</summary>
    public List<double> ColdNewHub { get; } = [];

    public List<double> ColdOpenHub { get; } = [];

    public List<double> ColdCreated { get; } = [];

    public List<double> ColdUnchanged { get; } = [];
}
