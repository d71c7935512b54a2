using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Assigns RingCentral to people, or to everyone in a group.</summary>
/// <remarks>
/// <para>Who is assigned gets a RingCentral account at the next provisioning: an existing one is linked by its mail address, else a
/// new one is made. A group of Active Directory is the better way: it brings people back after a reactivation. How many people a group has is told
/// with it, and by -WhatIf before; Everyone is all active people of the hub.</para>
/// </remarks>
/// <example>
/// <code>Add-RcAssignment -Group 'RingCentral Users'</code>
/// <para>Everyone in the group, nested or not, gets an account at the next provisioning.</para>
/// </example>
/// <example>
/// <code>Get-HubGroup 'RC *' | Add-RcAssignment -WhatIf</code>
/// <para>Shows which groups would be assigned, and how many people each has.</para>
/// </example>
/// <example>
/// <code>Get-HubUser zoe@contoso.com | Add-RcAssignment</code>
/// <para>Assigns one person directly.</para>
/// </example>
[Cmdlet(VerbsCommon.Add, "RcAssignment", SupportsShouldProcess = true, DefaultParameterSetName = GroupSet)]
[OutputType(typeof(AssignmentInfo))]
public sealed class AddRcAssignmentCommand : HubCmdlet
{
    private const string GroupSet = "Group";
    private const string PersonSet = "Person";
    private PersonLookup? _lookup;

    /// <summary>The groups, by name.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The groups, by name.", Position = 0, ParameterSetName = GroupSet)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Group { get; set; } = [];

    /// <summary>The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these; or groups, as Get-HubGroup gives them.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these; or groups, as Get-HubGroup gives them.", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PersonSet)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>Emits the assignment.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        foreach (string name in ParameterSetName == GroupSet ? Group : [])
        {
            await TryAsync(name, async () => await AddAsync(hub, await HubGroups.FindAsync(hub, name, StopToken)));
        }

        foreach (UserIdentity identity in UserIdentity.Named(ParameterSetName == PersonSet ? Identity : [], WriteError))
        {
            await TryAsync(identity.Value, async () =>
            {
                if (identity.Group is { } group)
                {
                    await AddAsync(hub, await HubGroups.FindAsync(hub, group.Id, StopToken));
                    return;
                }

                _lookup ??= new PersonLookup(hub);
                HubUser user = await _lookup.FindAsync(identity.Value, StopToken);
                await AddAsync(hub, user.Name, user.Name, new Assignment { Id = Ids.New(Time), UserId = user.Id, CreatedAt = Time.GetUtcNow() });
            });
        }
    }

    private async Task AddAsync(IHubStore hub, HubGroup group)
    {
        string people = Counted.People(await Core.Hub.GroupSize.CountAsync(hub, group, StopToken));
        await AddAsync(hub, $"everyone in {group.Name} ({people})", group.Name, new Assignment { Id = Ids.New(Time), GroupId = group.Id, CreatedAt = Time.GetUtcNow() });
    }

    private async Task AddAsync(IHubStore hub, string whom, string name, Assignment assignment)
    {
        Assignment? there = await hub.FindAsync(
            new Filter<Assignment>().Equal(row => row.UserId, assignment.UserId).Equal(row => row.GroupId, assignment.GroupId), StopToken);
        if (there is not null)
        {
            TellOfGroup(assignment, $"RingCentral is assigned already to {whom}.");
        }
        else if (ShouldProcess(whom, "Assign RingCentral"))
        {
            await hub.WriteAsync(transaction => transaction.SaveAsync([assignment], StopToken), null, StopToken);
            TellOfGroup(assignment, $"RingCentral is now assigned to {whom}.");
            there = assignment;
        }

        if (PassThru && there is not null)
        {
            WriteObject(AssignmentInfo.Of(there, name));
        }
    }

    private void TellOfGroup(Assignment assignment, string what)
    {
        if (assignment.GroupId is not null)
        {
            Tell(what);
        }
    }
}
