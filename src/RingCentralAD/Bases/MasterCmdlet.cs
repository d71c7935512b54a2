using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>A cmdlet that changes masters: with -WhatIf it emits what would change for whom, by the very code, on a hub that forgets.</summary>
public abstract class MasterCmdlet : HubCmdlet
{
    /// <summary>Emits each person whose values changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected async Task ApplyAsync(string target, string action, Func<MasterEditor, IAsyncEnumerable<ImportRecord>> change)
    {
        IHubStore hub = await StoreAsync();
        bool run = ShouldProcess(target, action);
        if (!run && !WhatIf.IsAsked(this))
        {
            return;
        }

        long people = 0;
        if (run)
        {
            await foreach (ImportRecord record in change(new MasterEditor(hub, trial: false, Time)).WithCancellation(StopToken))
            {
                people++;
                if (PassThru)
                {
                    WriteObject(record);
                }
            }
        }
        else
        {
            List<ImportRecord> records = [];
            await using (IHubStore trial = await hub.BeginTrialAsync(StopToken))
            {
                await foreach (ImportRecord record in change(new MasterEditor(trial, trial: true, Time)).WithCancellation(StopToken))
                {
                    records.Add(record);
                }
            }

            people = records.Count;
            WriteObject(records, enumerateCollection: true);
        }

        Tell(string.Create(CultureInfo.InvariantCulture, $"{(run ? "" : "What if: ")}{Counted.People(people)} with changed values"));
    }
}
