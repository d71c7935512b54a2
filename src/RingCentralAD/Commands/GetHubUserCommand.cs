using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows people of the hub.</summary>
/// <remarks>
/// <para>Shows people as the hub holds them; nothing is asked of a server. The property Profile has all values.</para>
/// <para>A display name may be several people's: it is found with a wildcard, and here as in every other cmdlet a plain one is an error that names the login of who bears it.</para>
/// </remarks>
/// <example>
/// <code>Get-HubUser zoe@contoso.com</code>
/// <para>Shows one person.</para>
/// </example>
/// <example>
/// <code>Get-HubUser Angstr*</code>
/// <para>Shows who is called so: by the beginning of the login, mail address, display name or last name.</para>
/// </example>
/// <example>
/// <code>Get-HubUser -Group 'RingCentral Users' -Status Active</code>
/// <para>Shows the active members of a group, nested ones included.</para>
/// </example>
/// <example>
/// <code>Get-HubGroup 'RC *' | Get-HubUser</code>
/// <para>Shows the members of several groups.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HubUser", DefaultParameterSetName = PersonSet)]
[OutputType(typeof(HubUser))]
public sealed class GetHubUserCommand : HubCmdlet
{
    private const string PersonSet = "Person";
    private const string GroupSet = "Group";
    private const string PipedSet = "PipedGroup";
    private PersonLookup? _lookup;
    private GroupGraph? _graph;

    /// <summary>The people: login, mail, user principal name, sAMAccountName, distinguished name or GUID; wildcards match login, mail, display name and last name. Without it all are shown.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PersonSet)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [SupportsWildcards]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>A group of the hub, by name or id, or the object of Get-HubGroup: its members are shown.</summary>
    [Parameter(Mandatory = true, HelpMessage = "A group of the hub, by name or id, or the object of Get-HubGroup: its members are shown.", ParameterSetName = GroupSet)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference Group { get; set; } = null!;

    /// <summary>Groups, as Get-HubGroup gives them: their members are shown.</summary>
    [Parameter(Mandatory = true, HelpMessage = "Groups, as Get-HubGroup gives them: their members are shown.", ValueFromPipeline = true, ParameterSetName = PipedSet)]
    [AllowNull]
    [AllowEmptyCollection]
    public HubGroup?[]? InputObject { get; set; }

    /// <summary>Only people in this status.</summary>
    [Parameter]
    public HubUserStatus? Status { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        if (ParameterSetName != PersonSet)
        {
            foreach (HubGroup group in ParameterSetName == PipedSet ? (InputObject ?? []).OfType<HubGroup>() : [await Group.FindAsync(hub, StopToken)])
            {
                await MembersAsync(hub, group);
            }

            return;
        }

        if (!MyInvocation.ExpectingInput && !MyInvocation.BoundParameters.ContainsKey(nameof(Identity)))
        {
            await WriteAllAsync(hub, null);
            return;
        }

        foreach (UserIdentity identity in UserIdentity.Named(Identity, WriteError))
        {
            if (WildcardPattern.ContainsWildcardCharacters(identity.Value))
            {
                await WriteAllAsync(hub, new WildcardPattern(identity.Value, WildcardOptions.IgnoreCase));
                continue;
            }

            try
            {
                _lookup ??= new PersonLookup(hub);
                Write(await _lookup.FindAsync(identity.Value, StopToken));
            }
            catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict)
            {
                WriteError(ErrorRecords.From(error, identity.Value));
            }
        }
    }

    private async Task MembersAsync(IHubStore hub, HubGroup group)
    {
        if (group.Kind == HubGroupKind.Everyone)
        {
            await foreach (HubUser user in hub.ReadAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active).OrderBy(row => row.NameKey), StopToken))
            {
                Write(user);
            }

            return;
        }

        _graph ??= await GroupGraph.LoadAsync(hub, StopToken);
        List<HubUserSigns> members = [];
        foreach (string[] ids in _graph.UsersOf(group.Id).Chunk(500))
        {
            members.AddRange(await hub.ListAsync(new Filter<HubUserSigns>().In(row => row.Id, ids).AnyOrder(), StopToken));
        }

        foreach (HubUserSigns[] some in members.OrderBy(static member => member.NameKey, StringComparer.Ordinal).ThenBy(static member => member.Id, StringComparer.Ordinal).Chunk(500))
        {
            foreach (HubUser user in await hub.ListAsync(new Filter<HubUser>().In(row => row.Id, [.. some.Select(static member => member.Id)]).OrderBy(row => row.NameKey), StopToken))
            {
                Write(user);
            }
        }
    }

    private async Task WriteAllAsync(IHubStore hub, WildcardPattern? pattern)
    {
        await foreach (HubUser user in hub.ReadAsync(new Filter<HubUser>().OrderBy(row => row.NameKey), StopToken))
        {
            if (pattern is null || ((string?[])[user.Login, user.Email, user.Name, user.LastName]).Any(text => text is not null && pattern.IsMatch(text)))
            {
                Write(user);
            }
        }
    }

    private void Write(HubUser user)
    {
        if (Status is null || user.Status == Status)
        {
            WriteObject(user);
        }
    }
}
