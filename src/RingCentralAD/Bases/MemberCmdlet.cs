using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>A cmdlet that puts people into a local group or takes them out.</summary>
public abstract class MemberCmdlet : HubCmdlet
{
    private PersonFinder? _finder;
    private HubGroup? _group;

    /// <summary>The local group, by name or id, or the object of Get-HubGroup.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The local group, by name or id, or the object of Get-HubGroup.", Position = 0)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference Group { get; set; } = null!;

    /// <summary>The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these.", Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>Emits the people.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, for ShouldProcess.</summary>
    private protected abstract string Doing(HubGroup group);

    /// <summary>Changes one person's membership.</summary>
    private protected abstract Task ChangeAsync(GroupEditor editor, HubGroup group, HubUser user);

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        GroupEditor editor = new(hub, trial: false, Time);
        if (_group is null)
        {
            HubGroup group = await Group.FindAsync(hub, StopToken);
            await editor.CheckLocalAsync(group, StopToken);
            _group = group;
        }

        _finder ??= new PersonFinder(hub, WriteError);
        foreach (HubUser user in await _finder.FindAsync(Identity, StopToken))
        {
            await TryAsync(user, () => HandleAsync(editor, _group, user));
        }
    }

    private async Task HandleAsync(GroupEditor editor, HubGroup group, HubUser user)
    {
        if (ShouldProcess($"{user.Name} ({user.Login})", Doing(group)))
        {
            await ChangeAsync(editor, group, user);
            if (PassThru)
            {
                WriteObject(user);
            }
        }
    }
}
