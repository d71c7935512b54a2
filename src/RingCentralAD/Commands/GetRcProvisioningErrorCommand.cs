using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Lists who is stuck: since when, why, and what to do.</summary>
/// <remarks>
/// <para>Each row names the person, the attribute, the reason in the guide's words where it has them, the directory's attribute and
/// entry behind it, and the remedy. Mended ones go away by themselves.</para>
/// </remarks>
/// <example>
/// <code>Get-RcProvisioningError | Group-Object ErrorId -NoElement</code>
/// <para>Counts the reasons.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcProvisioningError")]
[OutputType(typeof(Problem))]
public sealed class GetRcProvisioningErrorCommand : HubCmdlet
{
    /// <summary>Only problems that show at this stage.</summary>
    [Parameter]
    public RunKind? Stage { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        Filter<Problem> filter = new();
        if (Stage is { } stage)
        {
            filter.Equal(row => row.Stage, stage);
        }

        foreach (Problem problem in (await (await StoreAsync()).ListAsync(filter, StopToken)).OrderBy(problem => problem.Person, StringComparer.OrdinalIgnoreCase))
        {
            WriteObject(problem);
        }
    }
}
