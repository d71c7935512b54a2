using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Looks at the hub as a whole: whether its database holds together, and whether its record of changes is as it was written.</summary>
/// <remarks>
/// <para>Each line of the record holds a hash over the line before it: whoever changes, puts in or takes away a line breaks the chain, and the first broken
/// line is named. Somebody with every right to the database could write the whole record anew, or cut its end off: note the RecordHead that this
/// command gives somewhere else (a mail, a log server), and hand it back later with -RecordHead. Changes that were erased with their person, and
/// lines that were pruned because they are not kept longer, do not break the chain.</para>
/// </remarks>
/// <example>
/// <code>Test-RcHub</code>
/// <para>Looks at database and record.</para>
/// </example>
/// <example>
/// <code>Test-RcHub -RecordHead $noted | Where-Object -not Passed</code>
/// <para>Shows whether the record still goes through the head that was noted earlier.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "RcHub")]
[OutputType(typeof(HubCheck))]
public sealed class TestRcHubCommand : HubCmdlet
{
    /// <summary>A record head that was noted earlier, as "number:hash".</summary>
    [Parameter]
    [ValidatePattern("^[0-9]+:[A-Za-z0-9+/]{43}=$")]
    public string? RecordHead { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        await foreach (HubCheck check in HubTest.RunAsync(await StoreAsync(), RecordHead, StopToken))
        {
            WriteObject(check);
        }
    }
}
