using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Takes an assignment away. Whoever loses the last one is deactivated at RingCentral by the next provisioning, under the guard.</summary>
/// <remarks>
/// <para>Losing the last assignment is what deactivates an account; an account that never had one is left alone.</para>
/// </remarks>
/// <example>
/// <code>Remove-RcAssignment -Group 'RC Pilot' -WhatIf</code>
/// <para>Shows what would be taken away.</para>
/// </example>
/// <example>
/// <code>Get-HubUser zoe@contoso.com | Remove-RcAssignment</code>
/// <para>Takes away what was assigned to one person directly.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "RcAssignment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = GroupSet)]
[OutputType(typeof(void))]
public sealed class RemoveRcAssignmentCommand : HubCmdlet
{
    private const string GroupSet = "Group";
    private const string PersonSet = "Person";
    private const string IdSet = "Assignment";
    private PersonLookup? _lookup;

    /// <summary>The groups, by name.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The groups, by name.", Position = 0, ParameterSetName = GroupSet)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string[] Group { get; set; } = [];

    /// <summary>The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these; or groups, as Get-HubGroup gives them.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these; or groups, as Get-HubGroup gives them.", ParameterSetName = PersonSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    [YieldsTo("AssignmentId")]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>The assignments, by id: pipe Get-RcAssignment.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The assignments, by id: pipe Get-RcAssignment.", ParameterSetName = IdSet, ValueFromPipelineByPropertyName = true)]
    public string[] AssignmentId { get; set; } = [];

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        foreach (string id in ParameterSetName == IdSet ? AssignmentId : [])
        {
            await RemoveAsync(hub, id, new Filter<Assignment>().Equal(row => row.Id, id));
        }

        foreach (string name in ParameterSetName == GroupSet ? Group : [])
        {
            await TryAsync(name, async () => await RemoveAsync(hub, await HubGroups.FindAsync(hub, name, StopToken)));
        }

        foreach (UserIdentity identity in UserIdentity.Named(ParameterSetName == PersonSet ? Identity : [], WriteError))
        {
            await TryAsync(identity.Value, async () =>
            {
                // A group is taken as it was given: one that its directory no longer has can still lose its assignment.
                if (identity.Group is { } group)
                {
                    await RemoveAsync(hub, group);
                    return;
                }

                _lookup ??= new PersonLookup(hub);
                HubUser user = await _lookup.FindAsync(identity.Value, StopToken);
                await RemoveAsync(hub, user.Name, new Filter<Assignment>().Equal(row => row.UserId, user.Id));
            });
        }
    }

    private Task RemoveAsync(IHubStore hub, HubGroup group) => RemoveAsync(hub, $"everyone in {group.Name}", new Filter<Assignment>().Equal(row => row.GroupId, group.Id));

    private async Task RemoveAsync(IHubStore hub, string whom, Filter<Assignment> filter)
    {
        if (await hub.CountAsync(filter, StopToken) == 0)
        {
            WriteError(ErrorRecords.From(new RingCentralAdException("AssignmentNotFound", ErrorKind.NotFound, $"There is no assignment of {whom}.", "Get-RcAssignment lists them.", whom)));
        }
        else if (ShouldProcess(whom, "Take RingCentral away"))
        {
            await hub.WriteAsync(transaction => transaction.RemoveAsync(filter, StopToken), null, StopToken);
        }
    }
}
