using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows whose write-back is suspended by somebody's word, since when, why and until when.</summary>
/// <remarks>
/// <para>Who waits because RingCentral marks the number as temporary or its port as pending is not among them: Get-RcPhoneNumber -Waiting
/// and Sync-PhoneWriteBack -WhatIf show these.</para>
/// </remarks>
/// <example>
/// <code>Get-PhoneWriteBackSuspension</code>
/// <para>Shows all.</para>
/// </example>
/// <example>
/// <code>Get-PhoneWriteBackSuspension 'Berlin*' | Resume-PhoneWriteBack</code>
/// <para>Resumes those whose name begins so.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "PhoneWriteBackSuspension")]
[OutputType(typeof(WriteBackSuspension))]
public sealed class GetPhoneWriteBackSuspensionCommand : HubCmdlet
{
    /// <summary>Names of people or groups, or numbers; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SuspensionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        NamePatterns wanted = new(Name);
        await foreach (WriteBackSuspension suspension in (await StoreAsync()).ReadAsync<WriteBackSuspension>(cancellationToken: StopToken))
        {
            if (wanted.Fit(suspension.Name))
            {
                WriteObject(suspension);
            }
        }

        wanted.Report(this, static name => new RingCentralAdException(
            "SuspensionNotFound", ErrorKind.NotFound, $"The write-back of '{name}' is not suspended.", "Get-PhoneWriteBackSuspension lists whose is, by the names of people and groups and by numbers.", name));
    }
}
