namespace RingCentralAD.Benchmarks.Import;

/// <summary>What was measured for one size of directory: milliseconds and KiB, one value a round.</summary>
internal sealed class ImportFigures
{
    /// <summary>How many people were read.</summary>
    public int People { get; set; }

    /// <summary>What the others took, each by its name.</summary>
    public Dictionary<string, List<double>> Others { get; } = [];

    /// <summary>Their peak memory.</summary>
    public Dictionary<string, long> OthersPeak { get; } = [];

    /// <summary>What starting, connecting and signing in take of ldapsearch's time.</summary>
    public List<double> SignIn { get; } = [];

    /// <summary>Into a new hub: everybody is created.</summary>
    public List<double> Created { get; } = [];

    /// <summary>Everything, into a hub that holds everybody as they are.</summary>
    public List<double> Again { get; } = [];

    /// <summary>Peak of a process with the engine and no module.</summary>
    public List<double> EmptyShellPeak { get; } = [];

    public List<double> CreatedPeak { get; } = [];

    public List<double> UnchangedPeak { get; } = [];

    /// <summary>The changes since the last import, of which there are none.</summary>
    public IncrementalFigures Unchanged { get; } = new();

    /// <summary>The same after people were changed.</summary>
    public IncrementalFigures Changed { get; } = new();

    /// <summary>Process start to an engine that answers.</summary>
    public List<double> ColdEngine { get; } = [];

    public List<double> ColdModule { get; } = [];

    /// <summary>New hub and Connect-AdDirectory, the first of a process.</summary>
    public List<double> ColdNewHub { get; } = [];

    public List<double> ColdOpenHub { get; } = [];

    public List<double> ColdCreated { get; } = [];

    public List<double> ColdUnchanged { get; } = [];
}

/// <summary>An import of changes beside ldapsearch from the same cookie on.</summary>
internal sealed class IncrementalFigures
{
    /// <summary>How many people had changed.</summary>
    public int People { get; set; }

    public List<double> LdapSearch { get; } = [];

    public List<double> Import { get; } = [];

    /// <summary>LDAP requests of one import.</summary>
    public int Requests { get; set; }

    /// <summary>LDAP answers to them, entries among them.</summary>
    public int Answers { get; set; }
}
