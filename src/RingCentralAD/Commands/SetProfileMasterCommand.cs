using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Puts a profile master at another place, or switches one on or off; the people whom that concerns are reckoned again at once.</summary>
/// <remarks>
/// <para>Values only: no status changes by it. Who owns the life cycle does change: the first master that knows a person decides from then on
/// whether the person is active. A system that is switched off is a normal application: it is still provisioned and written to. Values are reckoned
/// from what was last read, so that switching a master on again brings back what it gave.</para>
/// <para>With -WhatIf the people whose values would change are emitted, with what changes. Values that no master gives any more are empty; a warning counts them.</para>
/// </remarks>
/// <example>
/// <code>Set-ProfileMaster ActiveDirectory -Priority 1</code>
/// <para>The guide: "make sure that the Profile Master Priority is set up correctly to have Active Directory as the highest priority".</para>
/// </example>
/// <example>
/// <code>Set-ProfileMaster RingCentral -Enabled $false -WhatIf | Format-Table Person, Detail</code>
/// <para>Shows whose values would change if RingCentral were a normal application.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "ProfileMaster", SupportsShouldProcess = true)]
[OutputType(typeof(ImportRecord))]
public sealed class SetProfileMasterCommand : MasterCmdlet
{
    /// <summary>The system: ActiveDirectory (every directory), RingCentral, or a directory's name.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The system: ActiveDirectory (every directory), RingCentral, or a directory's name.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MasterCompleter))]
    [ValidateNotNullOrEmpty]
    public string System { get; set; } = null!;

    /// <summary>Its place: 1 comes first; the others move up or down.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Priority { get; set; }

    /// <summary>On or off.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool Enabled { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (!IsGiven(nameof(Priority)) && !IsGiven(nameof(Enabled)))
        {
            return;
        }

        IHubStore hub = await StoreAsync();
        MasterNames names = await MasterNames.LoadAsync(hub, StopToken);
        string id = names.IdOf(System);
        if (id == Ids.Hub)
        {
            throw new RingCentralAdException(
                "MasterUnknown", ErrorKind.InvalidInput, "The hub is no profile master: what no system masters is set by hand anyway.", "For one attribute write Set-AttributeMaster NAME -System Hub.", System);
        }

        IReadOnlyList<ProfileMaster> before = await hub.ListAsync<ProfileMaster>(cancellationToken: StopToken);
        IReadOnlyList<ProfileMaster> after = MasterEditor.Arrange(before, id, IsGiven(nameof(Priority)) ? Priority : null, IsGiven(nameof(Enabled)) ? Enabled : null);
        if (after.SequenceEqual(before.OrderBy(master => master.Priority)))
        {
            return;
        }

        WarnOfLifeCycle(after);
        string order = string.Join(", ", after.Select(master => new ProfileMasterInfo(names.NameOf(master.System), master.Priority, master.Enabled)));
        await ApplyAsync(names.NameOf(id), $"Set the profile masters to {order}", editor => editor.SetAsync(after, StopToken));
    }

    private void WarnOfLifeCycle(IReadOnlyList<ProfileMaster> after)
    {
        ProfileMaster? first = after.FirstOrDefault(master => master.Enabled);
        if (first is null)
        {
            WriteWarning("No profile master is on: no import activates or deactivates anybody, and values are set by hand.");
        }
        else if (first.System == Ids.RingCentral)
        {
            WriteWarning("RingCentral owns the life cycle of everybody who has an account: who is disabled or deleted in Active Directory is no longer deactivated by an import.");
        }
    }
}
