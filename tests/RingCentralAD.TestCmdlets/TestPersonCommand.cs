using System.Management.Automation;

namespace RingCentralAD.TestCmdlets;

/// <summary>What cmdlets on people share.</summary>
public abstract class TestPersonCommand : PSCmdlet
{
    /// <summary>The hub, by path or name.</summary>
    [Parameter]
    public string? Hub { get; set; }
}
