using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Imports the people who are in RingCentral, and the numbers of those who are linked.</summary>
/// <remarks>
/// <para>An exact match (mail or login) is linked by itself and gives the person a direct assignment, since they were there before; every other
/// waits for Confirm-ImportMatch. RingCentral people who match nobody are listed and otherwise left alone.</para>
/// </remarks>
/// <example>
/// <code>Import-RcUser</code>
/// <para>At the start: ties existing RingCentral users to people of the hub.</para>
/// </example>
/// <example>
/// <code>Import-RcUser -NumbersOnly | Out-Null; Sync-PhoneWriteBack -WhatIf</code>
/// <para>Reads numbers back and shows what would be written into the directory.</para>
/// </example>
[Cmdlet(VerbsData.Import, "RcUser", SupportsShouldProcess = true)]
[OutputType(typeof(ImportRecord))]
public sealed class ImportRcUserCommand : HubCmdlet
{
    /// <summary>Only the numbers of people who are linked already.</summary>
    [Parameter]
    public SwitchParameter NumbersOnly { get; set; }

    /// <summary>Accepts what the guard would stop, for this run.</summary>
    [Parameter]
    public SwitchParameter AcceptGuard { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        HubConnection connection = await ConnectionAsync();
        HubIdentity identity = await IdentityAsync();
        string action = NumbersOnly ? "Import numbers from RingCentral" : "Import people and numbers from RingCentral";
        IAccount account = await Openings.AccountAsync(connection, Secrets(), StopToken);
        bool run = !WhatIf.IsAsked(this);
        if (run && !ShouldProcess(identity.ToString(), action))
        {
            Tell(Interruption.Declined(RunKind.AccountImport));
            return;
        }

        using ProgressWriter progress = new(this);
        ImportRequest request = new() { AcceptGuard = AcceptGuard, Trial = !run, Progress = progress };
        AccountImport import;
        if (run)
        {
            import = new AccountImport(connection.Store, account, Time);
            await HandOnAsync(import.RunAsync(request, NumbersOnly, StopToken));
        }
        else
        {
            List<ImportRecord> records = [];
            await using (IHubStore trial = await connection.Store.BeginTrialAsync(StopToken))
            {
                import = new AccountImport(trial, account, Time);
                await foreach (ImportRecord record in import.RunAsync(request, NumbersOnly, StopToken))
                {
                    records.Add(record);
                }
            }

            Foretell(identity.ToString(), action, records);
        }

        Tell(import.Summary!);
        if (import.Stopped is not null)
        {
            TellGuard(GuardErrors.OfAccountImport(import), whatIf: !run);
        }
    }
}
