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
        WildcardPattern[] patterns = [.. Name.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase))];
        await foreach (WriteBackSuspension suspension in (await StoreAsync()).ReadAsync<WriteBackSuspension>(cancellationToken: StopToken))
        {
            if (patterns.Any(pattern => pattern.IsMatch(suspension.Name)))
            {
                WriteObject(suspension);
            }
        }
    }
}
