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
        Dictionary<string, long> emptied = new(StringComparer.Ordinal);
        if (run)
        {
            await foreach (ImportRecord record in change(new MasterEditor(hub, trial: false, Time)).WithCancellation(StopToken))
            {
                people++;
                CountEmptied(record, emptied);
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
                    CountEmptied(record, emptied);
                }
            }

            people = records.Count;
            WriteObject(records, enumerateCollection: true);
        }

        Tell(string.Create(CultureInfo.InvariantCulture, $"{(run ? "" : "What if: ")}{Counted.People(people)} with changed values"));
        if (emptied.Count > 0)
        {
            WriteWarning(
                $"No master gives what is empty {(run ? "now" : "then")}: {string.Join(", ", emptied.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} of {Counted.People(one.Value)}"))}. "
                + (run ? "The masters as they were bring the values back; do that before the next provisioning carries it on." : "The next provisioning would carry that on."));
        }
    }

    private static void CountEmptied(ImportRecord record, Dictionary<string, long> emptied)
    {
        foreach (AttributeChange change in record.Changes.Where(change => string.IsNullOrEmpty(change.After)))
        {
            emptied[change.Attribute] = emptied.GetValueOrDefault(change.Attribute) + 1;
        }
    }
}
