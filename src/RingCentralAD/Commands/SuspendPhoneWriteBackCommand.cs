using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Commands;

/// <summary>Keeps numbers of people, groups or single numbers out of the directory: for a port that RingCentral does not mark.</summary>
/// <remarks>
/// <para>RingCentral marks a temporary number, or one whose port is pending, and such a number never reaches Active Directory. Where it marks
/// nothing, you say so: until a date, until the ported number appears, or until Resume-PhoneWriteBack. What the directory holds is left alone
/// meanwhile. Sync-PhoneWriteBack lists who is held, and why. The guide: "Numbers will be pushed to Active directory after the porting is done."</para>
/// </remarks>
/// <example>
/// <code>Import-Csv ports.csv | Suspend-PhoneWriteBack</code>
/// <para>For a file with the columns Mail, ExpectedNumber and Reason: each person waits until the expected number is theirs.</para>
/// </example>
/// <example>
/// <code>Suspend-PhoneWriteBack -Group 'Berlin office' -Until 2026-12-01 -Reason 'numbers are ported on 30 November'</code>
/// <para>Everyone in the group waits until the first of December.</para>
/// </example>
/// <example>
/// <code>Suspend-PhoneWriteBack -Number +16505550100, +16505550101</code>
/// <para>These stand-ins are written to nobody.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Suspend, "PhoneWriteBack", SupportsShouldProcess = true, DefaultParameterSetName = PersonSet)]
[OutputType(typeof(WriteBackSuspension))]
public sealed class SuspendPhoneWriteBackCommand : SuspensionCmdlet
{
    /// <summary>It ends by itself at this time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTime? Until { get; set; }

    /// <summary>It ends by itself once this is the person's direct number; with + and the country code.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = PersonSet)]
    public string? ExpectedNumber { get; set; }

    /// <summary>Why, for whoever asks later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Reason { get; set; }

    /// <inheritdoc />
    private protected override async Task HandleAsync(SuspensionChange change, WriteBackSuspension suspension)
    {
        WriteBackSuspension wanted = change.Ending(suspension, Until is { } until ? new DateTimeOffset(until) : null, ExpectedNumber, Reason);
        if (ShouldProcess($"{wanted.Kind} {wanted.Name}", "Suspend the write-back"))
        {
            await change.SuspendAsync(wanted, StopToken);
            Emit(wanted);
        }
    }
}
