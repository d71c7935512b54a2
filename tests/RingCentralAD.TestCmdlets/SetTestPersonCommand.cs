using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.TestCmdlets;

/// <summary>Sets what is known of a person, <b>for the help's test</b>.</summary>
/// <remarks>
/// <para>Takes a person by name or by number, and sets <see cref="Kind"/> &amp; more. See <see cref="GetTestNumberCommand"/>,
/// <see cref="Name"/>, <see langword="null"/>, and <c>a &lt; b</c>.</para>
/// <list type="bullet">
/// <item><description>Nothing is changed that was not named.</description></item>
/// <item><term>Kind</term><description>is one of a few.</description></item>
/// </list>
/// </remarks>
/// <example>
/// Set one person's kind
/// <code>
/// Get-TestNumber -Count 1 |
///     Set-TestPerson -Kind Busy
/// </code>
/// <para>Sets the kind of person 1.</para>
/// <para>Nobody else is touched.</para>
/// </example>
/// <example>
/// <code>Set-TestPerson Zoë -WhatIf</code>
/// <para>Tells what would be set.</para>
/// </example>
/// <seealso cref="GetTestNumberCommand"/>
/// <seealso href="https://example.com/guide">The guide</seealso>
[Cmdlet(VerbsCommon.Set, "TestPerson", SupportsShouldProcess = true, DefaultParameterSetName = "ByName")]
[Alias("stp")]
[OutputType(typeof(RunProgress))]
public sealed class SetTestPersonCommand : TestPersonCommand
{
    /// <summary>The person's name.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByName")]
    [Alias("cn", "DisplayName")]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The person's number.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "ById")]
    public int Id { get; set; }

    /// <summary>What became of the person.</summary>
    [Parameter]
    public ErrorKind? Kind { get; set; }

    /// <summary>How often it is tried.</summary>
    [Parameter]
    public int Tries { get; set; }

    /// <summary>How many people at most.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0)]
    public int Most { get; set; }

    /// <summary>How the name is written.</summary>
    [Parameter]
    [ValidateSet("Upper", "Lower")]
    public string Case { get; set; } = "Lower";

    /// <summary>Emits the person.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }
}
