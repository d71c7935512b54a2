using System.Management.Automation;

namespace RingCentralAD.TestCmdlets;

/// <summary>Keeps a value for the runspace, and tells the probe when it is let go.</summary>
[Cmdlet(VerbsCommon.Set, "TestState", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class SetTestStateCommand : PSCmdlet
{
    private static readonly RunspaceState<Value> s_state = new();

    [Parameter(Position = 0)]
    public string? Name { get; set; }

    [Parameter]
    public string? Probe { get; set; }

    [Parameter]
    public bool? Kept { get; set; }

    [Parameter]
    public TimeSpan Lifetime { get; set; }

    [Parameter]
    public string? KeyFrom { get; set; }

    protected override void ProcessRecord()
    {
        if (Name is not null && ShouldProcess(Name))
        {
            s_state.Current = new Value(Name, Probe);
        }

        WriteObject(s_state.Current?.Name);
    }

    private sealed record Value(string Name, string? Probe) : IDisposable
    {
        public void Dispose() => TestCmdlets.Probe.Note(Probe, $"released {Name}");
    }
}
