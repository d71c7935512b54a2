using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Commands;

/// <summary>Ends what Suspend-PhoneWriteBack or Undo-PhoneWriteBack keeps out of the directory.</summary>
/// <remarks>
/// <para>Nothing is written at once: the next Sync-PhoneWriteBack writes the numbers as they then are.</para>
/// </remarks>
/// <example>
/// <code>Resume-PhoneWriteBack zoe@contoso.com</code>
/// <para>The person's number is written again.</para>
/// </example>
/// <example>
/// <code>Get-PhoneWriteBackSuspension | Where-Object By -like 'run *' | Resume-PhoneWriteBack</code>
/// <para>Resumes all whom an undo had suspended.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "PhoneWriteBack", SupportsShouldProcess = true, DefaultParameterSetName = PersonSet)]
[OutputType(typeof(WriteBackSuspension))]
public sealed class ResumePhoneWriteBackCommand : SuspensionCmdlet
{
    private const string SuspensionSet = "Suspension";

    /// <summary>Suspensions, as Get-PhoneWriteBackSuspension gives them.</summary>
    [Parameter(Mandatory = true, HelpMessage = "Suspensions, as Get-PhoneWriteBackSuspension gives them.", ValueFromPipeline = true, ParameterSetName = SuspensionSet)]
    [AllowNull]
    [AllowEmptyCollection]
    public WriteBackSuspension?[]? Suspension { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (ParameterSetName != SuspensionSet)
        {
            await base.ProcessAsync();
            return;
        }

        SuspensionChange change = new(await StoreAsync(), Environment.UserName, Time);
        foreach (WriteBackSuspension suspension in (Suspension ?? []).OfType<WriteBackSuspension>())
        {
            await TryAsync(suspension, () => HandleAsync(change, suspension));
        }
    }

    /// <inheritdoc />
    private protected override async Task HandleAsync(SuspensionChange change, WriteBackSuspension suspension)
    {
        WriteBackSuspension there = await change.FindAsync(suspension, StopToken) ?? throw new RingCentralAdException(
            "SuspensionNotFound", ErrorKind.NotFound, $"The write-back of {suspension.Name} is not suspended as a {suspension.Kind.ToString().ToLowerInvariant()}.",
            "Get-PhoneWriteBackSuspension lists who is, and by which group or number.", suspension.Name);
        if (ShouldProcess($"{there.Kind} {there.Name}", "Resume the write-back"))
        {
            await change.ResumeAsync(there, StopToken);
            Emit(there);
        }
    }
}
