using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.TestCmdlets;

/// <summary>Breaks every convention, so that the test of the conventions can be seen to fail.</summary>
[Cmdlet("Frobnicate", "Things")]
public class BadConventions : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public string? Undocumented { get; set; }
}

/// <summary>A public type with a Core type in its generic arguments: the import of a module with it fails without the loader.</summary>
public sealed class BadGeneric : List<RunProgress>;
