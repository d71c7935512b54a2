using System.Management.Automation;

namespace RingCentralAD.Shell.Pester;

/// <summary>What one Describe or Context holds, or a whole file.</summary>
internal sealed class PesterBlock(string name, PesterBlock? parent, bool skip)
{
    public string Name { get; } = name;

    public int Depth { get; } = parent is null ? -1 : parent.Depth + 1;

    /// <summary>True where this block or one around it is not to be run here.</summary>
    public bool Skip { get; } = skip || parent is { Skip: true };

    public List<ScriptBlock> Setup { get; } = [];

    public List<ScriptBlock> Teardown { get; } = [];

    /// <summary>Blocks and tests in the order of the file.</summary>
    public List<object> Items { get; } = [];

    public bool HasWork => Work.Any();

    /// <summary>The tests in it that are to be run, at any depth: without one, BeforeAll and AfterAll have nothing to do.</summary>
    public IEnumerable<PesterTest> Work => Items.SelectMany(item => item switch
    {
        PesterBlock block => block.Work,
        PesterTest { Skip: false } test => [test],
        _ => Enumerable.Empty<PesterTest>(),
    });
}

/// <summary>One It, for one case.</summary>
internal sealed record PesterTest(string Name, ScriptBlock Body, PSObject? Case, bool Skip);
